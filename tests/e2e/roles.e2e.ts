/** Every page and every route, found by walking `app`, with every role and with nobody. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';

import { ROLES, type Role } from '../../lib/domain/principal';
import { ROLE_WORDS } from '../../lib/domain/role-words';
import { APP, DOORS, type Door, files, found } from './doors';
import { lookAsOneOfTheDemo } from './people';
import { expect, test } from './test';

test.use({ storageState: { cookies: [], origins: [] } });

test('every page and route has a line in doors.ts', () => {
  expect(found).toEqual(Object.keys(DOORS).sort());
});

const statusOf = async (request: APIRequestContext, address: string, { writes }: Door) => {
  const answer = writes
    ? await request.post(address, { data: { observations: [] } })
    : await request.get(address, { maxRedirects: 0 });
  return { status: answer.status(), to: answer.headers()['location'] ?? '' };
};

test('nobody sees anything: pages lead to signing in, all else is refused', async ({
  request,
  servers,
}) => {
  test.setTimeout(120_000);
  for (const [pattern, door] of Object.entries(DOORS)) {
    const { status, to } = await statusOf(request, servers.empty + door.path, door);
    if (door.open) expect(status, pattern).toBe(door.status ?? 200);
    else if (status === 307) expect(to, pattern).toMatch(/^\/sign-in(\?to=|$)/);
    else expect(status, pattern).toBe(401);
  }
});

for (const role of ROLES) {
  test(`${role} sees what the role says, and the rest is not there`, async ({ page, servers }) => {
    test.setTimeout(180_000);
    await lookAsOneOfTheDemo(page, servers.demo, ROLE_WORDS[role].name);
    const answered: Record<string, number> = {};
    const expected: Record<string, number> = {};
    for (const [pattern, door] of Object.entries(DOORS)) {
      answered[pattern] = (await statusOf(page.request, servers.demo + door.path, door)).status;
      expected[pattern] = statusFor(role, door);
    }
    expect(answered).toEqual(expected);
  });
}

function statusFor(role: Role, { writes, open, sees, status = 200 }: Door): number {
  // Writing over HTTP takes a key, whoever is signed in; a cookie that comes from no page of ours is refused.
  if (writes) return 403;
  return open || (sees ?? ROLES).includes(role) ? status : 404;
}

test('a team lead marks changes on what the team answers for, and on nothing else', async ({
  page,
  servers,
}) => {
  await lookAsOneOfTheDemo(page, servers.demo, ROLE_WORDS.lead.name);
  const { kpis }: { kpis: { slug: string }[] } = await (
    await page.request.get(`${servers.demo}/api/v1/kpis?team=stores&limit=500`)
  ).json();
  const statuses = await Promise.all(
    kpis.map(async ({ slug }) =>
      (await page.request.get(`${servers.demo}/kpis/${slug}/change`)).status(),
    ),
  );
  // What the team shares without answering for it is others'.
  expect(new Set(statuses)).toEqual(new Set([200, 404]));
});

test('every server action asks who sends it', () => {
  const actions = files.filter((file) => {
    if (!/\.tsx?$/.test(file)) return false;
    return /^\s*'use server';/m.test(readFileSync(join(APP, file), 'utf8'));
  });
  expect(actions.length).toBeGreaterThan(4);
  // A key in the address says for whom the last of them is.
  const DOORS_IN = ['sign-in/actions.ts', '(app)/layout.tsx', 'digests/[key]/actions.ts'];
  for (const file of actions.filter((each) => !DOORS_IN.includes(each))) {
    const text = readFileSync(join(APP, file), 'utf8');
    const exported = [...text.matchAll(/export async function (\w+)/g)].map(([, name]) => name);
    const asked = [...text.matchAll(/\b(submit|submitSource|act|edit|entry|save)\(/g)].length;
    expect(exported.length, file).toBeGreaterThan(0);
    expect(
      asked,
      `${file}: each of ${exported.join(', ')} goes through submit`,
    ).toBeGreaterThanOrEqual(exported.length);
  }
});
