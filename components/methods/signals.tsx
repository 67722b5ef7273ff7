/** Rules of signal and noise, and of who answers. */
import { counted, grainNoun } from '@/lib/domain/wording';
import { formatNumber } from '@/lib/format';
import type { MethodsFacts } from './facts';
import { Rule, Terms } from './rule';

export function RangeRules({ facts: { organisation, kpis } }: { readonly facts: MethodsFacts }) {
  const isMedian = organisation.limits === 'median';
  return (
    <>
      <Rule
        id="usual-range"
        title="Usual range"
        term="natural process limits of a process behaviour chart (XmR)"
      >
        <p>
          Where a figure lies when nothing has changed. The usual level is the{' '}
          {isMedian ? 'median' : 'mean'} of the first 20 figures; the range reaches{' '}
          {isMedian ? '3.145 × the median' : '2.66 × the mean'} move from one period to the next to
          both sides (X̄ ± 2.66·m̄R; with medians X̃ ± 3.145·m̃R). Only moves between neighbouring
          periods that both reported count. The range is cut to what the unit allows when drawn,
          never when judged.
        </p>
        <p>
          Check it: 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1 have a mean of 50.81
          and a mean move of 1.8778, so the range is 45.82 to 55.80.
        </p>
      </Rule>
      <Rule id="counts" title="Usual range of counts out of counts" term="Laney’s p′ chart">
        <p>
          For{' '}
          {kpis.counts === 0
            ? 'KPIs that count some of all (none here)'
            : `the ${counted(kpis.counts, 'KPI that counts', 'KPIs that count')} some of all`}{' '}
          the range is p̄ ± 3·s·σz: p̄ is all cases over all, s = √(p̄(1 − p̄)/n) the spread of tosses
          of a coin with that period’s n, and σz how much more these shares vary than tosses would.
          A plain p chart cries wolf where n is large, and is never used.
        </p>
      </Rule>
      <Rule id="baseline" title="When the range is known" term="baseline, phases">
        <Terms
          items={[
            ['Fewer than 6 figures', 'too little history: no range, no verdict'],
            ['6 to 19', 'range so far (trial limits): it moves as figures come in'],
            ['20 and more', 'locked on the first 20; it holds until somebody restarts it'],
          ]}
        />
        <p>
          The range starts anew only where somebody marks a change (“new receiving screen”) and says
          that it restarts the limits. That is a phase.
        </p>
      </Rule>
    </>
  );
}

export function SignalRules({ facts }: { readonly facts: MethodsFacts }) {
  const { kpis, grain, budget, organisation } = facts;
  const { locale } = organisation;
  const noun = grainNoun(grain, 'singular');
  return (
    <>
      <Rule id="signals" title="The three rules" term="signals">
        <Terms
          items={[
            ['1', 'a figure outside the usual range (on its edge is inside)'],
            ['2', 'eight in a row on one side of the usual level'],
            ['3', 'three of four in a row nearer to the same edge than to the usual level'],
          ]}
        />
        <p>
          These and no others. A figure on the level, or a missing one, breaks a run. Figures in a
          row at which a rule holds on the same side are one signal: <em>new</em> in the first
          period in which it could be known, <em>standing</em> after. It is good or bad by the KPI’s
          direction, and neither for a range.
        </p>
      </Rule>
      <Rule id="budget" title="How many signals chance would give" term="signal budget">
        <p>
          With {counted(kpis.all, 'KPI', 'KPIs')} whose ranges locked long ago, chance alone gives
          about {formatNumber(budget.new, 1, locale)} new and{' '}
          {formatNumber(budget.standing, 1, locale)} standing signals a {noun}, though nothing
          happened anywhere: a KPI gives a false alarm about every 50 periods. So many as that are
          no reason for a meeting. The rates come from a million simulated charts, judged by this
          product’s own rules. The contrast says what its own charts would give.
        </p>
      </Rule>
      <Rule id="routine-variation" title="Act on, leave alone" term="routine variation">
        <p>
          <em>Act on</em> lists signals for the worse. A miss inside a locked usual range, without a
          signal, is routine variation: asking “why this {noun}?” asks about noise. Where no value
          of the range meets the target, only a change of the process or of the target will help.
          With a range so far, or none, it is too early to tell.
        </p>
      </Rule>
      <Rule id="verdict" title="What the chart says of the process" term="verdict">
        <Terms
          items={[
            [
              'Improving, worsening',
              'a signal that is new or standing, on the good or the bad side',
            ],
            ['Changed', 'a signal where the direction does not say what is good'],
            ['Steady', 'no signal'],
            ['Will hit the target', 'every value of the usual range meets it'],
            ['Hit or miss', 'some values of the usual range meet it'],
            ['Will miss', 'no value of the usual range meets it'],
          ]}
        />
        <p>
          The last three are said only with a locked range, without a signal, and with a target.
        </p>
        <p>
          <em>Target met in 1 of the last 26</em> counts the periods that were due, up to the newest
          of them; one without a figure counts as missed. Where the usual level of a locked range
          itself misses the target, the page says so: a level on the wrong side gives more misses
          than hits, whatever this {noun} brings.
        </p>
      </Rule>
      <Rule id="seasons" title="Seasons">
        <p>
          A shop sells more every December. The rules then show signals that are true and no news,
          and they know nothing of seasons: judge such a KPI against the same season, or give it a
          target for each period.
        </p>
      </Rule>
    </>
  );
}

export function AccountabilityRules() {
  return (
    <>
      <Rule id="accountability" title="Who answers, who shares">
        <p>
          Exactly one team answers for a KPI at any time; any number of teams share it. Changes have
          dates, and a period is its owner’s of the period’s first day. Links upstream say which
          KPIs feed another; each is suspected or proven.
        </p>
      </Rule>
      <Rule id="gaps" title="What was never agreed" term="gaps">
        <p>
          Shown as plainly as a miss: a KPI without target, data or stage; a stage without owner,
          without a KPI of what customers say, without a reliability KPI; a moment of truth without
          KPI; a team that takes part in a stage and measures nothing there; fewer than 10 or more
          than 20 prioritised moments in a journey; a team that touches no stage.
        </p>
      </Rule>
    </>
  );
}
