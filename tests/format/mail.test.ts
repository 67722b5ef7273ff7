/** Letters: the same words as text and as HTML, and nothing of them is markup. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePeriodKey } from '../../lib/domain/calendar';
import { letterOf, type MailPart } from '../../lib/format-mail';
import { type Reminder, reminderLetter, reminderMessage } from '../../lib/format-mail-reminder';

const MANNER = {
  fiscalYearStart: 1,
  locale: 'en-GB',
  timeZone: 'Asia/Kolkata',
  origin: 'https://kpi.shop.example',
};

describe('a letter', () => {
  it('says the same twice', () => {
    const parts: readonly MailPart[] = [
      { is: 'title', text: 'Minutes' },
      { is: 'paragraph', strong: 'Stores', text: 'Late\nagain' },
      { is: 'list', items: [{ text: 'one', href: 'https://kpi.shop.example/a?b=1&c=2' }] },
      { is: 'way', text: 'Come in', href: 'https://kpi.shop.example/' },
    ];
    const { text, html } = letterOf('Minutes', parts, 'en-GB');
    expect(text).toBe(
      'Minutes\n=======\n\nStores: Late\nagain\n\n- one\n  https://kpi.shop.example/a?b=1&c=2\n\nCome in:\nhttps://kpi.shop.example/\n',
    );
    expect(html).toContain('<strong>Stores:</strong> Late<br>again');
    expect(html).toContain('href="https://kpi.shop.example/a?b=1&amp;c=2"');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en-GB">/);
  });

  it('holds pictures that say in words what they show, and reads whole without them', () => {
    const parts: readonly MailPart[] = [
      { is: 'list', items: [{ text: 'A & B', href: 'https://x.example/', more: '. New <b>' }] },
      { is: 'picture', cid: 'chart-1@throughline', alt: '"><script>: worse' },
      { is: 'ways', ways: [{ text: 'All', href: 'https://x.example/?a=1&b=2' }] },
    ];
    const { text, html } = letterOf('Digest', parts, 'en-GB');
    expect(text).toBe(
      '- A & B. New <b>\n  https://x.example/\n\nAll:\nhttps://x.example/?a=1&b=2\n',
    );
    expect(html).toContain('A &amp; B</a>. New &lt;b&gt;</li>');
    expect(html).toContain(
      '<img src="cid:chart-1@throughline" alt="&quot;&gt;&lt;script&gt;: worse"',
    );
    expect(html).toContain('href="https://x.example/?a=1&amp;b=2"');
  });

  it('lets nobody write markup, whatever they type', () => {
    const bare = letterOf('', [{ is: 'paragraph', text: '' }], 'en-GB').html;
    const marks = (html: string) => html.split(/[<>]/).length;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const text = `</p><script>"'&${typed}`.replaceAll('\n', '');
        const { html } = letterOf('', [{ is: 'paragraph', text }], 'en-GB');
        expect(marks(html)).toBe(marks(bare));
        expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});

describe('a reminder', () => {
  const period = parsePeriodKey('2026-W53', { fiscalYearStart: 1 });
  if (period === null) throw new Error('2026 has 53 weeks');
  const reminder: Reminder = {
    series: { slug: 'weekly', name: 'Weekly', timeZone: 'America/Los_Angeles' },
    period,
    meetsAt: '2027-01-04T17:00:00.000Z',
    missing: [
      {
        kpi: { slug: 'late', name: 'Late <!channel> [x](http://evil.example) *b*' },
        team: { slug: 'a&b', name: 'A & B' },
        period: '2026-W53',
        said: 'Below its usual range',
      },
    ],
  };

  it('says when it meets on the clocks of the series', () => {
    const { subject, text } = reminderLetter(reminder, MANNER);
    expect(subject).toBe('1 check-in missing before Weekly');
    expect(text).toContain('The review meets on 4 Jan 2027, 09:00 GMT-8.');
    expect(text).toContain('Weekly: Week 53 · 28 Dec 2026 – 3 Jan 2027\n====');
    expect(text).toContain('https://kpi.shop.example/check-ins/late?period=2026-W53&team=a%26b');
  });

  it('calls nobody in a channel, and leads nowhere that a name says', () => {
    const slack: { text: string } = JSON.parse(reminderMessage(reminder, 'slack', MANNER));
    expect(slack.text).not.toContain('<!channel>');
    expect(slack.text.match(/<[^>]*>/g)).toEqual([
      '<https://kpi.shop.example/check-ins/late?period=2026-W53&team=a%26b|Late &lt;!channel&gt; [x](http://evil.example) *b*>',
    ]);
    const teams = reminderMessage(reminder, 'teams', MANNER);
    expect(teams).not.toContain('](http://evil.example)');
    expect(JSON.parse(reminderMessage(reminder, 'json', MANNER))).toMatchObject({
      event: 'check_ins_missing',
      period: '2026-W53',
      missing: [{ team: { slug: 'a&b' }, kpi: { slug: 'late' } }],
    });
  });
});
