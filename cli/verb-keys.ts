/** `key add`, `key list`, `key revoke`: with what programs come in over HTTP. */
import { addKey, listKeys, revokeKey } from '../lib/usecases/keys';
import { textOption, textOptions, type Verb } from './verb';

export const keyAddVerb: Verb = {
  usage: '[--scope read|write] [--team T]… [--expires DATE] [--name N]',
  summary: 'Makes a key for a program that reads or writes over HTTP, and prints it this once.',
  options: {
    scope: { type: 'string', help: 'read (the default), or write, which may read as well' },
    team: {
      type: 'string',
      multiple: true,
      help: 'slug of a team: it writes only what that team, or one below it, answers for',
    },
    expires: { type: 'string', help: 'its last day, such as 2027-06-30; never by default' },
    name: { type: 'string', help: 'what it is for' },
  },
  positionals: [0, 0],
  async run({ context }, args, { out, err }) {
    const { token, key } = await addKey(context, {
      scope: textOption(args, 'scope'),
      teams: textOptions(args, 'team'),
      expires: textOption(args, 'expires'),
      name: textOption(args, 'name'),
    });
    // The key alone on the one stream, so that a script can take it.
    out(`${token}\n`);
    err(
      `This is the only time that it is shown. Send it as: Authorization: Bearer KEY. Take it back with: throughline key revoke ${key.prefix}\n`,
    );
    return 0;
  },
};

export const keyListVerb: Verb = {
  usage: '',
  summary: 'Lists the keys, the newest first: what they may do, until when, and their last use.',
  options: {},
  positionals: [0, 0],
  async run({ context }, _args, { out }) {
    const keys = await listKeys(context);
    if (keys.length === 0) out('There is no key. throughline key add makes one.\n');
    for (const { prefix, name, scope, teams, state, expiresAt, usedAt } of keys) {
      const limits =
        teams === null ? '' : ` for ${teams.length === 0 ? 'nobody' : teams.join(', ')}`;
      const until = expiresAt === null ? '' : `, until ${expiresAt}`;
      const used = usedAt === null ? 'never used' : `last used ${usedAt}`;
      out(`tl_${prefix}…\t${state}\t${scope}${limits}${until}\t${used}\t${name}\n`);
    }
    return 0;
  },
};

export const keyRevokeVerb: Verb = {
  usage: 'KEY',
  summary: 'Takes a key back, by the beginning that key list shows; at once and for good.',
  options: {},
  positionals: [1, 1],
  async run({ context }, { positionals: [shown = ''] }, { out }) {
    const { prefix, name } = await revokeKey(context, shown);
    out(`The key tl_${prefix}… (${name}) is no longer one.\n`);
    return 0;
  },
};
