/** Embeds as they are wanted: what is read, what is refused, who may frame them, what a host may say. */
import { describe, expect, it } from 'vitest';

import { chosenBy, embedState } from '../../lib/domain/embed';
import { frameAncestors, isAllowed, readOrigin } from '../../lib/domain/embed-origin';
import { type EmbedFacts, readEmbed, type TypedEmbed } from '../../lib/domain/embed-request';
import { choiceOf } from '../../lib/domain/embed-signed';
import { EMPTY_CATALOG, kpi, stage, team } from '../support/catalog-facts';

const FACTS: EmbedFacts = {
  catalog: {
    ...EMPTY_CATALOG,
    teams: [team({ slug: 'stock' })],
    stages: [stage({ slug: 'get', journey: 'order' })],
    dimensions: [
      {
        id: 1,
        slug: 'area',
        name: 'Area',
        segments: [{ id: 1, slug: 'north', name: 'North', retired: false }],
      },
    ],
    kpis: [
      kpi({ slug: 'delivered', dimension: 'area', accountable: 'stock', grain: 'week' }),
      kpi({ slug: 'gone', accountable: 'stock', retired: true }),
      kpi({ slug: 'plain', name: 'Plain', accountable: 'stock' }),
    ],
  },
  installation: [],
  momentOf: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T23:59:59.999Z`) : null),
  now: new Date('2026-11-22T12:00:00Z'),
};

const TILE: TypedEmbed = { kind: 'kpi-tile', kpi: 'delivered' };
const read = (typed: TypedEmbed, facts = FACTS) => readEmbed({ ...TILE, ...typed }, facts);
const faultOf = (typed: TypedEmbed, facts = FACTS) => {
  const found = read(typed, facts);
  return 'faults' in found ? Object.keys(found.faults) : [];
};

describe('an embed as typed', () => {
  it('has a default for all that was left open', () => {
    expect(read({ segment: 'all', title: '  ', span: '' })).toEqual({
      embed: {
        ...{ kind: 'kpi-tile', kpi: 'delivered', stage: null, team: null, journey: null },
        ...{ segment: null, place: null, grain: null, span: null, asOf: null },
        ...{ theme: 'viewer', accent: null, title: null, size: 'broad' },
        ...{ origins: [], expiresAt: null, signing: null, signable: [] },
      },
    });
  });

  it('keeps what was chosen, tidied', () => {
    expect(
      read({
        segment: 'north',
        grain: 'month',
        span: '12',
        accent: '#1E7B57',
        title: ' On\n time ',
        origins: 'https://Wiki.example.com/, https://wiki.example.com:443\nhttp://localhost:8080',
        expires: '2027-06-30',
        asOf: '2026-11-01',
      }),
    ).toMatchObject({
      embed: {
        ...{ segment: 'north', grain: 'month', span: 12, accent: '#1e7b57', title: 'On time' },
        origins: ['https://wiki.example.com', 'http://localhost:8080'],
        expiresAt: '2027-06-30T23:59:59.999Z',
        asOf: '2026-11-01T23:59:59.999Z',
      },
    });
  });

  it.each<[string, TypedEmbed, string]>([
    ['no kind', { kind: '' }, 'kind'],
    ['a kind that is none', { kind: '../kpi' }, 'kind'],
    ['no KPI', { kpi: '' }, 'kpi'],
    ['a KPI that is not there', { kpi: 'nowhere' }, 'kpi'],
    ['a KPI that is retired', { kpi: 'gone' }, 'kpi'],
    ['a segment of a KPI that is not broken down', { kpi: 'plain', segment: 'north' }, 'segment'],
    ['a segment that is not there', { segment: 'moon' }, 'segment'],
    ['a grain finer than the KPI', { grain: 'day' }, 'grain'],
    ['a place of a whole journey', { kind: 'trend', place: 'x' }, 'place'],
    ['too long a span', { span: '157' }, 'span'],
    ['a span in disguise', { span: '1e2' }, 'span'],
    ['a day to come to be pinned to', { asOf: '2026-12-01' }, 'asOf'],
    ['a day that is over', { expires: '2026-11-01' }, 'expires'],
    ['another algorithm', { signing: 'none' }, 'signing'],
    ['EdDSA without a key', { signing: 'EdDSA' }, 'publicKey'],
    ['a choice that no host has', { signing: 'HS256', signable: 'kpi' }, 'signable'],
    ['an unknown theme', { theme: 'viewer;}body{' }, 'theme'],
  ])('with %s is refused where it stands', (_, typed, field) => {
    expect(faultOf(typed)).toEqual([field]);
  });

  it.each([
    'red',
    '#fff',
    '#1e7b57;background:url(//x)',
    'var(--x)',
    '#1e7b57"/><script>',
    'expression(1)',
  ])('takes no style sheet for a colour: %s', (accent) => {
    expect(faultOf({ accent })).toEqual(['accent']);
  });

  it.each([
    'a\u202egnp.exe',
    'a\u2066b',
    'a\u200bb',
    'a\u0000b',
    '\u00ad',
    '\ud800',
    'x'.repeat(81),
  ])('takes no title that cannot be seen as it is: %j', (title) => {
    expect(faultOf({ title })).toEqual(['title']);
  });

  it('takes a title with markup as what it is: text', () => {
    expect(read({ title: '<script>alert(1)</script> ]]> & "' })).toMatchObject({
      embed: { title: '<script>alert(1)</script> ]]> & "' },
    });
  });
});

describe('sites that may frame an embed', () => {
  it.each([
    'javascript:alert(1)',
    'https://a.example; script-src *',
    'https://a.example\r\nset-cookie: x=1',
    'https://a.example/path',
    'https://user@a.example',
    '*',
    'https://*',
    "'self'",
    'https://a..example',
    'https://a.example:0',
    'https://a.example:65536',
    'data:',
    'https://',
  ])('are none where they are no origin: %j', (text) => {
    expect(readOrigin(text)).toBeNull();
  });

  it('lie within those of the installation', () => {
    const allowed = ['https://*.example.com', 'https://wiki.test'];
    expect(isAllowed('https://a.example.com', allowed)).toBe(true);
    expect(isAllowed('https://wiki.test', allowed)).toBe(true);
    expect(isAllowed('https://example.com', allowed)).toBe(false);
    expect(isAllowed('https://evilexample.com', allowed)).toBe(false);
    expect(isAllowed('http://a.example.com', allowed)).toBe(false);
    expect(faultOf({ origins: 'https://b.test' }, { ...FACTS, installation: allowed })).toEqual([
      'origins',
    ]);
  });

  it('are those of the embed, else those of the installation, else all', () => {
    expect(frameAncestors(['https://a.test'], [])).toBe('https://a.test');
    expect(frameAncestors([], ['https://a.test', 'https://b.test'])).toBe(
      'https://a.test https://b.test',
    );
    expect(frameAncestors([], [])).toBe('*');
    // What the installation no longer allows is not framed by anybody instead.
    expect(frameAncestors(['https://a.test'], ['https://b.test'])).toBe("'none'");
  });
});

describe('what a host says in its token', () => {
  const NOW = 1_000_000;
  const good = { exp: NOW + 60, jti: 'visit-1', segment: 'north' };
  const embed = { signable: ['segment'] as const };

  it('is what the embed leaves to it', () => {
    expect(choiceOf(good, embed, NOW)).toEqual({ segment: 'north' });
    expect(choiceOf({ ...good, iat: NOW, nbf: NOW }, embed, NOW)).toEqual({ segment: 'north' });
    expect(choiceOf({ exp: NOW + 60, jti: 'a' }, { signable: [] }, NOW)).toEqual({});
  });

  it.each<[string, object]>([
    ['lasts longer than an hour', { ...good, exp: NOW + 3_601 }],
    ['never ends', { jti: 'a', segment: 'north' }],
    ['has an end that is no number', { ...good, exp: '9999999999' }],
    ['has no id', { exp: NOW + 60, segment: 'north' }],
    ['has an empty id', { ...good, jti: '' }],
    ['has an endless id', { ...good, jti: 'x'.repeat(65) }],
    ['chooses what is locked', { ...good, place: 'yard' }],
    ['chooses what nobody may', { ...good, kpi: 'other' }],
    ['says what is unknown', { ...good, aud: 'x' }],
    ['leaves open what it has to choose', { exp: NOW + 60, jti: 'a' }],
    ['chooses many', { ...good, segment: ['north', 'south'] }],
    ['chooses nothing', { ...good, segment: '' }],
    ['chooses by a trick', { exp: NOW + 60, jti: 'a', segment: { toString: 'north' } }],
  ])('is refused where it %s', (_, claims) => {
    expect(choiceOf({ ...claims }, embed, NOW)).toBeNull();
  });

  it('changes nothing of the embed but what it chose', () => {
    const found = read({});
    if ('faults' in found) throw new Error('it can be read');
    expect(chosenBy(found.embed, { segment: 'north' })).toEqual({
      ...found.embed,
      segment: 'north',
    });
  });
});

describe('an embed', () => {
  it('is good up to its last millisecond, and gone for good once it is taken back', () => {
    const expiresAt = '2026-11-22T23:59:59.999Z';
    expect(embedState({ revokedAt: null, expiresAt }, expiresAt)).toBe('good');
    expect(embedState({ revokedAt: null, expiresAt }, '2026-11-23T00:00:00.000Z')).toBe('expired');
    expect(embedState({ revokedAt: expiresAt, expiresAt: null }, expiresAt)).toBe('revoked');
  });
});
