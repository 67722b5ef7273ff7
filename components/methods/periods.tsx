/** Rules of time: periods, lags, freshness, looking back. */
import { counted } from '@/lib/domain/wording';
import { type MethodsFacts, monthName } from './facts';
import { Rule, Terms } from './rule';

export function PeriodRules({ facts }: { readonly facts: MethodsFacts }) {
  const { organisation, kpis, today } = facts;
  const { fiscalYearStart, timeZone, locale } = organisation;
  return (
    <>
      <Rule id="periods" title="Periods">
        <p>
          A period is a range of calendar dates: a day, an ISO week (Monday to Sunday; week 1 holds
          4 January), a month, a quarter or a year.{' '}
          {fiscalYearStart === 1
            ? 'Here the year begins in January, so quarters and years are those of the calendar.'
            : `Here the year begins in ${monthName(fiscalYearStart, locale)}; quarters and years are named after the year in which they end.`}{' '}
          Today is {today} in {timeZone}; no other rule uses a time zone. A period that is not over
          is in progress: shown, marked, never judged.
        </p>
        <p>
          A page opens in the grain that most KPIs of the journey have, on the newest period that is
          over and has at least 80 % of its figures. A newer one that has some is named as filling.
        </p>
      </Rule>
      <Rule id="week-to-month" title="From weeks to months, quarters and years">
        <p>
          A week belongs to the month, quarter and year that hold its Thursday: the week of 28
          September to 4 October 2026 counts in October. So a month is four or five whole weeks, and
          no week is cut in two.
        </p>
      </Rule>
      <Rule id="reporting-lag" title="When a figure is due" term="reporting lag">
        <p>
          After the end of a period a figure may still come: for 1 day after a day, 3 after a week,
          7 after a month, 14 after a quarter, 30 after a year
          {kpis.ownLag === 0
            ? ''
            : `; ${counted(kpis.ownLag, 'KPI has a lag', 'KPIs have a lag')} of ${kpis.ownLag === 1 ? 'its' : 'their'} own`}
          . Until then a missing figure is <em>not yet due</em> and counts nowhere; from the day
          after, it is <em>no data</em> and counts as missed.
        </p>
      </Rule>
      <Rule id="freshness" title="Fresh, late, stale">
        <p>
          Apart from what figures say: a KPI is <em>fresh</em> when the newest figure that is due is
          in, <em>late</em> when it is missing, <em>stale</em> when the one before it is missing
          too. Where half or more of the KPIs that ever reported are late or stale, every page says
          so at its top, because old figures look like new ones.
        </p>
      </Rule>
      <Rule id="coarser" title="KPIs that are measured less often">
        <p>
          A monthly KPI on a weekly page is judged by its newest month that is over, is due and has
          ended by the end of that week, at most two months back; the line names the month. Its
          signals count only in the week in which its month closes.
        </p>
      </Rule>
      <Rule id="as-of" title="Looking back" term="as of">
        <p>
          With <code>asOf</code> in the address a page shows what was known at that moment: figures,
          targets, owners, definitions and settings. The moment is also the present for lags and
          freshness. A date means its end in {timeZone}. Figures are never overwritten: a correction
          is a new revision beside the old one.
        </p>
      </Rule>
    </>
  );
}

export function FigureRules() {
  return (
    <>
      <Rule id="rolling-up" title="From what was reported to a value" term="roll-up">
        <p>How figures of shorter periods, segments and places are taken together:</p>
        <Terms
          items={[
            ['sum', 'the values added up; with one of them missing there is no sum'],
            [
              'ratio',
              'all numerators over all denominators, never a mean of shares: 50 of 100 and 1 of 1 make 51 of 101, which is 50.5 %, not 75 %',
            ],
            ['mean', 'weighted by the number of answers behind each'],
            ['NPS', 'promoters less detractors, of all answers, × 100'],
            ['last, min, max', 'the latest, smallest or largest'],
            ['none', 'nothing: each grain must be reported itself'],
          ]}
        />
        <p>
          What was reported for exactly that period, segment and place goes before anything
          computed; then come the finer periods, then the segments, then the places. A value with
          parts missing says “n of m reported”.
        </p>
      </Rule>
      <Rule id="absence" title="What is missing stays missing">
        <p>
          A missing figure is never 0 and never green. Nothing is rounded before it is judged, and a
          figure that misses its target never looks as if it met it: 94.96 against 95 is written
          94.96. A difference is rounded once, and the parts as written subtract to it.
        </p>
      </Rule>
      <Rule id="targets" title="Which target counts">
        <p>
          The one in effect on the period’s first day: the latest that began on or before it, unless
          it has ended. A target that came with a figure holds for that period alone. In a longer
          period a sum is held against the sum of its periods’ targets, everything else against the
          same target. A segment or place without a target of its own is held against the common one
          for shares, means and NPS only.
        </p>
      </Rule>
    </>
  );
}
