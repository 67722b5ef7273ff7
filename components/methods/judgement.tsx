/** Rules of judgement: status, surveys, scorecards, gaps, the chain. */
import { StatusMark } from '@/components/charts/status-mark';
import type { Status } from '@/lib/domain/status';
import { counted } from '@/lib/domain/wording';
import { type MethodsFacts, percent } from './facts';
import styles from './methods.module.css';
import { Rule, Terms } from './rule';

const STATUSES: readonly { readonly status: Status; readonly means: string }[] = [
  { status: 'on_target', means: 'on target: meets it' },
  { status: 'at_risk', means: 'at risk: misses it, within the at-risk limit' },
  { status: 'off_target', means: 'off target: misses it' },
  { status: 'no_target', means: 'no target in effect, or a count shown for context' },
  { status: 'not_yet_due', means: 'not yet due: in progress, or within its lag' },
  { status: 'no_data', means: 'no data: nothing came in time' },
  { status: 'too_few', means: 'too few answers to judge' },
];

export function StatusRules({ facts: { organisation, kpis } }: { readonly facts: MethodsFacts }) {
  return (
    <>
      <Rule id="status" title="Status of a KPI">
        <ul className={styles['statuses']}>
          {STATUSES.map(({ status, means }) => (
            <li key={status}>
              <StatusMark status={status} title={null} /> {means}
            </li>
          ))}
        </ul>
        <p>
          “Higher is better” is on target from the target up, “lower is better” from the target
          down, a range from its low to its high end. Without an at-risk limit nothing is at risk.
          The last four are never drawn as good. Owner and target are those of the period’s first
          day; what a KPI counts for, and its weight, are today’s.
        </p>
      </Rule>
      <Rule id="surveys" title="Surveys and their intervals">
        <p>
          {counted(kpis.perception, 'KPI here says', 'KPIs here say')} what customers say. Where the
          number of answers is known, the page shows the range in which the figure of all customers
          lies 19 times in 20: Wilson’s interval for shares (255 of 412 is 61.9 %, from 57.1 to
          66.5), ± 1.96 standard errors for NPS (from 30 answers) and means. Where that range holds
          values on both sides of the target, the page says that the survey cannot tell.
        </p>
        <p>
          Below {counted(organisation.smallestN, 'answer', 'answers')} a figure is too few: judged
          nowhere, and for a segment or place not shown, since single answers could be told apart.
        </p>
      </Rule>
    </>
  );
}

export function ScorecardRules({ facts: { organisation } }: { readonly facts: MethodsFacts }) {
  const { thresholds, locale } = organisation;
  const share = (value: number) => percent(value, locale);
  return (
    <>
      <Rule id="share" title="Share of due KPIs on target" term="scorecard">
        <p>
          A KPI is <em>due</em> when its period is over, it has a target, and its figure is in or
          its lag has passed. The share is the weight of those on target over the weight of all that
          are due. What is due and missing counts as missed: not reporting never helps. On target
          from {share(thresholds.onTarget)}, at risk from {share(thresholds.atRisk)}, else off
          target; <em>no data</em> where figures are in for less than {share(thresholds.coverage)}{' '}
          of what is due.
        </p>
      </Rule>
      <Rule id="scorecards" title="By its own scorecard, for customers">
        <Terms
          items={[
            [
              'Own scorecard',
              'a team’s KPIs of its own work for which it answers, in whatever journey (silo scorecard)',
            ],
            [
              'What customers get',
              'a stage’s KPIs of what customers get or say, whoever answers for them (experience scorecard)',
            ],
            [
              'Critical',
              'a critical KPI that is reported off target puts its stage off target, whatever the share: customers judge a stage by its critical moments',
            ],
            [
              'Withheld',
              'what would count a KPI that its team keeps to itself and executives: no figure is shown, and none is worked out from the rest',
            ],
            ['Takes part', 'a team that answers for a KPI of a stage, or shares one'],
          ]}
        />
      </Rule>
      <Rule id="green-team-red-stage" title="Green team, red stage" term="watermelon">
        <p>
          A cell of the matrix is the team’s own KPIs in that stage; drawn as an outline, where it
          has none there, its whole scorecard. It is a green team in a red stage when the cell is on
          target and the stage is off target for customers.
        </p>
      </Rule>
      <Rule id="gap" title="Its stages, and the gap" term="shared score">
        <p>
          <em>Its stages, mean</em>, is the mean share of the stages that a team takes part in, as
          customers get them. The gap of a team is its own share less that mean, in points. The gap
          of a journey is the mean own share over its teams less the mean share over its stages.
          What has no data is in no mean. A parent that takes part has a row with its own KPIs;
          pooled with the teams below it, it is a heading and in no mean.
        </p>
      </Rule>
      <Rule id="chain" title="One customer through all stages" term="reliability">
        <p>
          Each stage may have one KPI that says for what share of customers it went right. If stages
          fail independently, the product of the shares is what one customer lives through. Whatever
          the overlap, at most the smallest share gets through all, and at least the sum of the
          shares less (number of stages − 1). 98.5, 94, 93, 87, 96, 97, 88 and 97 % make 59.5 %,
          between 50.5 and 87. Stages that are not measured are left out and named.
        </p>
      </Rule>
    </>
  );
}
