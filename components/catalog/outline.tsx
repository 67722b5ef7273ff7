/** The stages of a journey in their order, with their moments, each to be opened and moved. */

import { Card } from '@/components/ui/card';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { CatalogMove } from '@/lib/domain/catalog-move';
import type { OutlineMoment, OutlineStage } from '@/lib/domain/catalog-view';
import { entryPath, newEntryPath } from '@/lib/paths';
import styles from './catalog.module.css';
import outline from './outline.module.css';

export interface OutlineProps {
  readonly journey: string;
  readonly stages: readonly OutlineStage[];
  readonly move: (move: CatalogMove) => (form: FormData) => Promise<void>;
}

export function Outline({ journey, stages, move }: OutlineProps) {
  const live = stages.filter((stage) => !stage.retired);
  return (
    <Card
      id="stages"
      title="Stages"
      note="in the order in which a customer lives through them; the last leads back to the first"
    >
      {stages.length === 0 ? <p className={styles['none']}>None yet.</p> : null}
      <ol className={outline['outline']}>
        {stages.map((stage) => (
          <li key={stage.slug} data-retired={stage.retired ? '' : undefined}>
            <div className={outline['stage']}>
              <div>
                <h3>
                  <Link href={entryPath('stage', stage.slug)}>{stage.name}</Link>
                </h3>
                <p>
                  {stage.retired ? 'retired · ' : ''}
                  {stage.promise ?? 'no promise yet'} · {stage.owner ?? 'nobody owns it'}
                </p>
              </div>
              {stage.retired ? null : (
                <Moves
                  name={stage.name}
                  kind="stage"
                  slug={stage.slug}
                  first={live[0] === stage}
                  last={live.at(-1) === stage}
                  move={move}
                />
              )}
            </div>
            <Moments stage={stage} move={move} />
          </li>
        ))}
      </ol>
      <p className={styles['more']}>
        <Link
          href={newEntryPath('stage', { within: journey })}
          className={`${form['button']} ${form['second']}`}
        >
          New stage
        </Link>
      </p>
    </Card>
  );
}

function Moments({
  stage,
  move,
}: {
  readonly stage: OutlineStage;
  readonly move: OutlineProps['move'];
}) {
  return (
    <ul className={outline['moments']}>
      {stage.moments.map((moment) => (
        <li key={moment.slug} data-retired={moment.retired ? '' : undefined}>
          <span>
            <Link href={entryPath('moment', moment.slug)}>{moment.name}</Link>{' '}
            <small>{aboutMoment(moment)}</small>
          </span>
          {moment.priority === null || moment.retired ? null : (
            <Moves
              name={moment.name}
              kind="moment"
              slug={moment.slug}
              first={moment.priority === 1}
              last={false}
              move={move}
            />
          )}
        </li>
      ))}
      {stage.retired ? null : (
        <li>
          <Link
            href={newEntryPath('moment', { within: stage.slug })}
            aria-label={`New moment of truth in ${stage.name}`}
          >
            New moment
          </Link>
        </li>
      )}
    </ul>
  );
}

function aboutMoment({ kind, critical, priority, retired }: OutlineMoment): string {
  return [
    ...(retired ? ['retired'] : []),
    kind,
    ...(critical ? ['critical'] : []),
    ...(priority === null ? [] : [`rank ${priority}`]),
  ].join(' · ');
}

function Moves({
  name,
  kind,
  slug,
  first,
  last,
  move,
}: {
  readonly name: string;
  readonly kind: 'stage' | 'moment';
  readonly slug: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly move: OutlineProps['move'];
}) {
  return (
    <form className={outline['moves']}>
      {first ? null : (
        <button
          type="submit"
          formAction={move({ move: kind, slug, by: -1 })}
          aria-label={`Move ${name} up`}
        >
          ↑
        </button>
      )}
      {last ? null : (
        <button
          type="submit"
          formAction={move({ move: kind, slug, by: 1 })}
          aria-label={`Move ${name} down`}
        >
          ↓
        </button>
      )}
    </form>
  );
}
