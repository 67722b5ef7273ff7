/** What a KPI is: in words, who answers since when, its targets, where it comes from and leads to. */

import type { ReactNode } from 'react';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { addDays, type CalendarDate } from '@/lib/domain/calendar';
import type { Target } from '@/lib/domain/catalog';
import type { KpiView, OwnerSpell } from '@/lib/domain/kpi-view';
import { targetPhrase } from '@/lib/domain/sentence-kpi';
import { formatTarget } from '@/lib/format-compare';
import { formatDate } from '@/lib/format-period';
import { entryPath, kpiPath, stagePath, teamPath, type View } from '@/lib/paths';
import styles from './kpi.module.css';
import {
  AGGREGATION_WORDS,
  DIRECTION_WORDS,
  grainText,
  KIND_WORDS,
  LENS_WORDS,
  METHOD_WORDS,
  unitText,
  verdictText,
} from './plain-words';
import { riskText } from './target-text';

interface FactsProps {
  readonly shown: KpiView;
  readonly view: View;
}

export function Facts({ shown, view }: FactsProps) {
  const { kpi, series } = shown;
  return (
    <Card
      id="facts"
      title="What it is, and who answers"
      note={
        <>
          one team answers, any number share it <How rule="accountability" />
          {view.asOf == null ? (
            <span data-needs="target.set">
              {' · '}
              <Link href={entryPath('kpi', kpi.slug)}>Edit in the catalogue</Link>
            </span>
          ) : null}
        </>
      }
    >
      <dl className={styles['facts']}>
        <Fact name="Definition">{kpi.definition ?? <em>not written down</em>}</Fact>
        <Fact name="Stages">
          <Stages shown={shown} view={view} />
        </Fact>
        {shown.moment === null ? null : <Fact name="Moment">{shown.moment.name}</Fact>}
        <Fact name="Answers">
          <Owners shown={shown} view={view} />
        </Fact>
        <Fact name="Share it">
          <Sharers shown={shown} view={view} />
        </Fact>
        <Links shown={shown} view={view} />
        <Fact name="Targets">
          <Targets shown={shown} />
        </Fact>
        <Fact name="What the chart says">{verdictText(series.verdict)}</Fact>
        <Fact name="Unit">
          {unitText(kpi)}; {DIRECTION_WORDS[kpi.direction]}
        </Fact>
        <Fact name="Counts in the scorecard of">{LENS_WORDS[kpi.lens]}</Fact>
        <Fact name="Measured by">{KIND_WORDS[kpi.kind]}</Fact>
        <Fact name="Reported">{grainText(kpi)}</Fact>
        <Fact name="Added up">{AGGREGATION_WORDS[kpi.aggregation]}</Fact>
        <Fact name="Source">{kpi.source ?? <em>not written down</em>}</Fact>
        <Fact name="Usual range">{METHOD_WORDS[series.method]}</Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Stages({ shown, view }: FactsProps) {
  if (shown.stages.length === 0) return <em>touches no stage</em>;
  return (
    <ul>
      {shown.stages.map(({ slug, name, journey, critical, reliability }) => (
        <li key={slug}>
          <Link href={stagePath(slug, { ...view, journey: journey.slug })}>{name}</Link>, journey{' '}
          {journey.name}
          {critical ? ' · critical' : ''}
          {reliability ? ' · gives the stage’s reliability' : ''}
        </li>
      ))}
    </ul>
  );
}

/** Newest first, each until the day before the next one's first. */
function Owners({ shown, view }: FactsProps) {
  const { owners, organisation } = shown;
  return (
    <ul>
      {owners.toReversed().map((spell, back) => {
        const next = owners[owners.length - back];
        return (
          <li key={spell.from ?? ''}>
            <Link href={teamPath(spell.team.slug, view)}>{spell.team.name}</Link>
            {spell.team.lead === null ? '' : `, ${spell.team.lead}`}
            {owners.length === 1 && spell.from === null
              ? ''
              : ` · ${spellText(spell, next, organisation.locale)}`}
          </li>
        );
      })}
    </ul>
  );
}

function spellText({ from }: OwnerSpell, next: OwnerSpell | undefined, locale: string): string {
  const until = next?.from == null ? '' : ` to ${formatDate(addDays(next.from, -1), locale)}`;
  return `${sinceText(from, locale)}${until}`;
}

function sinceText(date: CalendarDate | null, locale: string): string {
  return date === null ? 'from the beginning' : `from ${formatDate(date, locale)}`;
}

function Sharers({ shown, view }: FactsProps) {
  if (shown.shares.length === 0) return <>nobody</>;
  return (
    <ul>
      {shown.shares.map(({ slug, name, lead }) => (
        <li key={slug}>
          <Link href={teamPath(slug, view)}>{name}</Link>
          {lead === null ? '' : `, ${lead}`}
        </li>
      ))}
    </ul>
  );
}

function Targets({ shown }: { readonly shown: KpiView }) {
  if (shown.targets.length > 0) {
    return (
      <ul>
        {shown.targets.map((target) => (
          <li key={`${target.grain} ${target.segment} ${target.place} ${target.from}`}>
            {targetText(target, shown)}
          </li>
        ))}
      </ul>
    );
  }
  return shown.series.points.some(({ target }) => target !== null) ? (
    <>reported period by period, see the figures</>
  ) : (
    <em>none</em>
  );
}

function targetText(target: Target, { kpi, organisation, segments, places, ...shown }: KpiView) {
  const { locale } = organisation;
  const named = (slug: string, known: readonly { slug: string; name: string }[]) =>
    known.find((each) => each.slug === slug)?.name ?? slug;
  const risk = riskText(target.bounds, kpi.direction, kpi.decimals, locale);
  return [
    targetPhrase(target.bounds, kpi.direction, (value) =>
      formatTarget(value, kpi.decimals, locale),
    ),
    risk === null ? '' : `, ${risk}`,
    target.segment === null ? '' : ` for ${named(target.segment, segments)}`,
    target.place === null ? '' : ` at ${named(target.place, places)}`,
    target.grain === kpi.grain ? '' : `, by ${target.grain}`,
    ` · ${sinceText(target.from, locale)}`,
    target.ends === null ? '' : ` to ${formatDate(target.ends, locale)}`,
    target.bounds === shown.target ? ' · in effect' : '',
  ].join('');
}

/** What feeds it, and what it feeds. */
function Links({ shown, view }: FactsProps) {
  return (
    <>
      {shown.upstream.length === 0 ? null : (
        <Fact name="Fed by">
          <ul>
            {shown.upstream.map(({ slug, name, evidence, note }) => (
              <li key={slug}>
                <Link href={kpiPath(slug, view)}>{name}</Link> · {evidence}
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
                <Link href={kpiPath(slug, view)}>{name}</Link>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </>
  );
}
