/** `user add`, `user list`, `user role`, `user link`: who may come in by a browser. */

import { welcomePath } from '../lib/paths-people';
import { ownOrigin, postWorld, wakeJobs } from '../lib/runtime';
import {
  type Invited,
  invite,
  LINK_DAYS,
  listPeople,
  renewLink,
  setRole,
} from '../lib/usecases/people';
import { textOption, textOptions, type Verb } from './verb';

const TEAM = {
  type: 'string',
  multiple: true,
  help: 'slug of a team that a lead leads; may be given more than once',
} as const;

function about({ email, mailed }: Invited): string {
  wakeJobs();
  const how = mailed ? `it goes to ${email} by mail, too` : `pass it on to ${email}`;
  return `The link is shown this once: ${how}. It works once, for ${LINK_DAYS} days.\n`;
}

export const userAddVerb: Verb = {
  usage: 'EMAIL [--role R] [--name N] [--team T]…',
  summary: 'Invites somebody, and prints the link that lets them in once.',
  options: {
    role: { type: 'string', help: 'viewer (the default), lead, steward, executive, administrator' },
    name: { type: 'string', help: 'what they are called' },
    team: TEAM,
  },
  positionals: [1, 1],
  async run({ context }, args, { out, err }) {
    const [email = ''] = args.positionals;
    const typed = {
      email,
      name: textOption(args, 'name') ?? '',
      role: textOption(args, 'role') ?? 'viewer',
      teams: textOptions(args, 'team'),
    };
    const made = await invite(context, typed, postWorld());
    out(`${ownOrigin()}${welcomePath(made.token)}\n`);
    err(about(made));
    return 0;
  },
};

export const userListVerb: Verb = {
  usage: '',
  summary: 'Lists who may come in, with their roles and when they were last seen.',
  options: {},
  positionals: [0, 0],
  async run({ context }, _args, { out }) {
    const people = await listPeople(context);
    if (people.length === 0) out('Nobody has an account. throughline user add makes one.\n');
    for (const { email, name, role, teams, active, seenAt } of people) {
      const what = active ? [role, ...teams].join(' ') : 'comes in no more';
      out(`${email}\t${what}\t${seenAt === null ? 'never seen' : `seen ${seenAt}`}\t${name}\n`);
    }
    return 0;
  },
};

export const userRoleVerb: Verb = {
  usage: 'EMAIL ROLE [--team T]…',
  summary: 'Gives somebody a role; it holds from their next request on.',
  options: { team: TEAM },
  positionals: [2, 2],
  async run({ context }, args, { out }) {
    const [email = '', role = ''] = args.positionals;
    const teams = textOptions(args, 'team');
    const person = await setRole(context, { email: email.toLowerCase() }, { role, teams });
    out(`${person.email} is ${[person.role, ...person.teams].join(' ')} now.\n`);
    return 0;
  },
};

export const userLinkVerb: Verb = {
  usage: 'EMAIL',
  summary: 'Prints a new link for somebody who forgot the password; earlier ones are none.',
  options: {},
  positionals: [1, 1],
  async run({ context }, { positionals: [email = ''] }, { out, err }) {
    const made = await renewLink(context, { email: email.toLowerCase() }, postWorld());
    out(`${ownOrigin()}${welcomePath(made.token)}\n`);
    err(about(made));
    return 0;
  },
};
