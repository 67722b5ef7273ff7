/** What is sent to the database: timed, or left out. */
import { type KyselyPlugin, RawNode, type RootOperationNode } from 'kysely';

type Statement = Parameters<KyselyPlugin['transformQuery']>[0];

/** The statements that keep the roll-up name it, or the temporary tables that it is made in. */
const isOfRollup = (node: RootOperationNode): boolean =>
  RawNode.is(node) && node.sqlFragments.some((text) => /\brollup/.test(text));

/** Adds up how long the statements take that keep the roll-up. */
export class RollupTime implements KyselyPlugin {
  milliseconds = 0;
  readonly #started = new WeakMap<Statement['queryId'], number>();
  readonly transformQuery = ({ node, queryId }: Statement): RootOperationNode => {
    if (isOfRollup(node)) this.#started.set(queryId, performance.now());
    return node;
  };
  readonly transformResult: KyselyPlugin['transformResult'] = async ({ result, queryId }) => {
    const start = this.#started.get(queryId);
    if (start !== undefined) this.milliseconds += performance.now() - start;
    return result;
  };
}

/** Keeps no roll-up: the statements that would are sent as empty ones. What is written so must be undone. */
export class WithoutRollup implements KyselyPlugin {
  leftOut = 0;
  readonly transformQuery = ({ node }: Statement): RootOperationNode => {
    if (!isOfRollup(node)) return node;
    this.leftOut += 1;
    return RawNode.createWithSql('select 1 where false');
  };
  readonly transformResult: KyselyPlugin['transformResult'] = async ({ result }) => result;
}
