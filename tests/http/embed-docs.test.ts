/** The examples of docs/embeds.md, run as they stand: what they sign opens the embed. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { forgetEmbeds } from '../../lib/http/embed/store';
import { holdDatabase, releaseDatabase } from '../../lib/runtime';
import { applyDefinition } from '../../lib/usecases/definitions';
import { mintEmbed } from '../../lib/usecases/embeds';
import { backends } from '../support/backends';
import { FIGURES, SHOP } from '../usecases/shop';
import { importText, throughline, worldOf } from '../usecases/world';
import { openAddress } from './embed-world';

const DOCS = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'embeds.md'), 'utf8');
const block = (language: string) =>
  new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(DOCS)?.[1] ?? '';
const run = promisify(execFile);
const hasPython = spawnSync('python3', ['-c', 'import hmac']).status === 0;

describe.each(backends)('the examples of docs/embeds.md on $name', ({ open }) => {
  let database: Database;
  const folder = mkdtempSync(join(tmpdir(), 'throughline-docs-'));
  beforeAll(async () => {
    forgetEmbeds();
    database = await open();
    holdDatabase(database);
    const { context } = worldOf(database, '2026-10-29T08:00:00.000Z');
    await applyDefinition(context, SHOP, { dryRun: false, prune: false });
    await importText(context, FIGURES);
  });
  afterAll(async () => {
    forgetEmbeds();
    await releaseDatabase();
    rmSync(folder, { recursive: true, force: true });
  });

  const signed = async () => {
    const { context } = worldOf(database, '2026-11-01T08:00:00.000Z');
    const { embed, signingKey } = await mintEmbed(
      context,
      { origins: [] },
      { kind: 'kpi-tile', kpi: 'delivered', signing: 'HS256', signable: 'segment' },
    );
    forgetEmbeds();
    const THROUGHLINE_URL = 'http://127.0.0.1:3000';
    return {
      ...process.env,
      EMBED_ID: embed.prefix,
      EMBED_KEY: signingKey ?? '',
      THROUGHLINE_URL,
    };
  };

  it.each([
    ['js', process.execPath, 'embed-url.mjs', true],
    ['python', 'python3', 'embed_url.py', hasPython],
  ] as const)('in %s opens what it signs for', async (language, program, name, there) => {
    expect(block(language)).toContain(name);
    if (!there) return;
    writeFileSync(join(folder, name), block(language));
    const { stdout } = await run(program, [join(folder, name)], { env: await signed() });
    const { pathname } = new URL(stdout.trim());
    const answer = await openAddress(`${pathname}.json`);
    expect(await answer.json()).toMatchObject({ data: { kpi: 'delivered', segment: 'north' } });
  });

  it('on the command line names what there is', async () => {
    const lines = [...DOCS.matchAll(/^npx throughline (embed add .*)$/gm)].map(
      ([, line = '']) => line,
    );
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const words = line.replace('delivered-on-promised-day', 'delivered').split(' ');
      expect(await throughline(database, words), line).toMatchObject({ exit: 0 });
    }
  });
});
