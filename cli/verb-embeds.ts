/** `embed add`, `embed list`, `embed revoke`: charts for pages elsewhere. */
import { EMBED_KINDS, SIGNABLE } from '../lib/domain/embed';
import { embedPath } from '../lib/paths-embed';
import { ownOrigin, readConfig } from '../lib/runtime';
import { listEmbeds, mintEmbed, revokeEmbed } from '../lib/usecases/embeds';
import { textOption, textOptions, type Verb } from './verb';

/** Options that stand for one field of an embed each, under the same name. */
const FIELDS = {
  kind: EMBED_KINDS.join(', '),
  kpi: 'slug of the KPI, for kpi-chart and kpi-tile',
  stage: 'slug of the stage',
  team: 'slug of the team',
  journey: 'slug of the journey; the first by default',
  segment: 'slug of the segment; everyone by default',
  place: 'slug of the place, for a KPI; everywhere by default',
  grain: 'day, week, month, quarter or year',
  span: 'how many periods a chart goes back',
  theme: 'viewer (the default), light or dark',
  accent: 'a colour, such as #1e7b57',
  title: 'instead of the name of what it shows',
  size: 'of pictures: small, narrow, broad (the default) or wide',
  expires: 'its last day, such as 2027-06-30; never by default',
  signing: 'HS256 or EdDSA: a host signs for its readers',
} as const;

export const embedAddVerb: Verb = {
  usage: '--kind KIND [--kpi K | --stage S | --team T] [--origin SITE]… [--as-of DATE] …',
  summary: 'Makes a chart for a page elsewhere, and prints its address this once.',
  options: {
    ...Object.fromEntries(
      Object.entries(FIELDS).map(([name, help]) => [name, { type: 'string' as const, help }]),
    ),
    'as-of': { type: 'string', help: 'pins it to that day; live by default' },
    origin: { type: 'string', multiple: true, help: 'a site that may frame it; any by default' },
    signable: {
      type: 'string',
      multiple: true,
      help: `what the host that signs chooses: ${SIGNABLE.join(', ')}`,
    },
    'public-key': { type: 'string', help: 'of the host, for EdDSA, as JWK' },
  },
  positionals: [0, 0],
  async run({ context }, args, { out, err }) {
    const config = readConfig();
    const fields = Object.fromEntries(
      Object.keys(FIELDS).map((name) => [name, textOption(args, name)]),
    );
    const { embed, token, signingKey } = await mintEmbed(
      context,
      { origins: config.embedOrigins },
      {
        ...fields,
        asOf: textOption(args, 'as-of'),
        origins: textOptions(args, 'origin').join(' '),
        signable: textOptions(args, 'signable').join(' '),
        publicKey: textOption(args, 'public-key'),
      },
    );
    if (token !== null) {
      // The address alone on the one stream, so that a script can take it.
      out(`${ownOrigin(config)}${embedPath(token)}\n`);
      err(
        'This is the only time that it is shown. Add .svg, .png, .txt or .json for other forms.\n',
      );
    } else {
      out(`${signingKey ?? embed.prefix}\n`);
      err(
        `Sign with the key id (kid) ${embed.prefix} by ${embed.signing}; docs/embeds.md shows how. The address is ${ownOrigin(config)}/embed/ and the token.\n`,
      );
    }
    err(`Take it back with: throughline embed revoke ${embed.prefix}\n`);
    return 0;
  },
};

export const embedListVerb: Verb = {
  usage: '',
  summary: 'Lists the embeds, the newest first: what they show, until when, and when last seen.',
  options: {},
  positionals: [0, 0],
  async run({ context }, _args, { out }) {
    const embeds = await listEmbeds(context);
    if (embeds.length === 0) out('There is no embed. throughline embed add makes one.\n');
    for (const embed of embeds) {
      const about = embed.kpi ?? embed.stage ?? embed.team ?? embed.journey ?? '';
      const until = embed.expiresAt === null ? '' : `, until ${embed.expiresAt}`;
      const seen =
        embed.seenAt === null ? 'never seen' : `${embed.views} views, last ${embed.seenAt}`;
      out(
        `${embed.prefix}\t${embed.state}${until}\t${embed.kind} ${about}\t${seen}\t${embed.createdBy}\n`,
      );
    }
    return 0;
  },
};

export const embedRevokeVerb: Verb = {
  usage: 'EMBED',
  summary: 'Takes an embed back, by the beginning of its address; within a second and for good.',
  options: {},
  positionals: [1, 1],
  async run({ context }, { positionals: [shown = ''] }, { out }) {
    const { prefix, kind } = await revokeEmbed(context, shown);
    out(`The embed ${prefix} (${kind}) shows nothing any more.\n`);
    return 0;
  },
};
