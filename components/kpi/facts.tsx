/** What a KPI is: in words, who answers since when, its targets, where it comes from and leads to. */
import Link from 'next/link';
import { Card } from '@/components/ui/card';
import type { CalendarDate } from '@/lib/domain/calendar';
import type { KpiView } from '@/lib/domain/kpi-view';
import { targetPhrase } from '@/lib/domain/sentence-kpi';
import { formatTarget } from '@/lib/format-compare';
import { formatDate } from '@/lib/format-period';
import { kpiPath, kpisPath, type View } from '@/lib/paths';
import styles from './kpi.module.css';

const LENSES = {
  silo: 'a team’s own work (silo)',
  experience: 'what customers get (experience)',
  both: 'both: a team’s own work and what customers get',
} as const;

const METHODS = {
  xmr: 'XmR chart: mean ± 2.66 × mean moving range',
  xmr_median: 'XmR chart: median ± 3.145 × median moving range',
  p_prime: 'p′ chart (Laney): counts out of counts',
} as const;

export function Facts({ shown, view }: { readonly shown: KpiView; readonly view: View }) {
  const { kpi, organisation } = shown;
  const { locale } = organisation;
  const since = (date: CalendarDate | null) =>
    date === null ? 'from the beginning' : `from ${formatDate(date, locale)}`;
  return (
    <Card id="facts" title="What it is">
      <dl className={styles['facts']}>
        <Fact name="Definition">{kpi.definition ?? <em>not written down</em>}</Fact>
        <Fact name="Counts for">{LENSES[kpi.lens]}</Fact>
        <Fact name="Stages">
          {shown.stages.length === 0 ? (
            <em>touches no stage</em>
          ) : (
            <ul>
              {shown.stages.map(({ slug, name, journey, critical, reliability }) => (
                <li key={slug}>
                  <Link href={kpisPath({ stage: slug }, view)} prefetch={false}>
                    {name}
                  </Link>{' '}
                  in {journey.name}
                  {critical ? ' · critical' : ''}
                  {reliability ? ' · its reliability' : ''}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        {shown.moment === null ? null : <Fact name="Moment">{shown.moment.name}</Fact>}
        <Fact name="Answers">
          <ul>
            {shown.owners.toReversed().map(({ team, from }) => (
              <li key={from ?? ''}>
                <Link href={kpisPath({ team: team.slug }, view)} prefetch={false}>
                  {team.name}
                </Link>
                {team.lead === null ? '' : `, ${team.lead}`} · {since(from)}
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name="Targets">
          {shown.targets.length === 0 ? (
            shown.series.points.some(({ target }) => target !== null) ? (
              'reported period by period, see the figures'
            ) : (
              <em>none</em>
            )
          ) : (
            <ul>
              {shown.targets.map((target) => (
                <li key={`${target.grain} ${target.segment} ${target.place} ${target.from}`}>
                  {targetPhrase(target.bounds, kpi.direction, (value) =>
                    formatTarget(value, kpi.decimals, locale),
                  )}
                  {target.segment === null ? '' : ` for ${target.segment}`}
                  {target.place === null ? '' : ` at ${target.place}`} · {since(target.from)}
                  {target.ends === null ? '' : ` to ${formatDate(target.ends, locale)}`}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        {shown.upstream.length === 0 ? null : (
          <Fact name="Fed by">
            <ul>
              {shown.upstream.map(({ slug, name, evidence, note }) => (
                <li key={slug}>
                  <Link href={kpiPath(slug, view)} prefetch={false}>
                    {name}
                  </Link>{' '}
                  · {evidence}
                  {note === null ? '' : `: ${note}`}
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {shown.downstream.length === 0 ? null : (
          <Fact name="Feeds">
            <ul>
              {shown.downstream.map(({ slug, name }) => (
                <li key={slug}>
                  <Link href={kpiPath(slug, view)} prefetch={false}>
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <Fact name="Source">{kpi.source ?? <em>not written down</em>}</Fact>
        <Fact name="Usual range">{METHODS[shown.series.method]}</Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
