/** Who keeps which moments: a year of thanks and of good signals that lasted. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { PeriodKey } from '@/lib/domain/calendar';
import { dateInZone } from '@/lib/domain/calendar-zone';
import type {
  Credit,
  KeptMoment,
  KeptSignal,
  RecognitionYearView,
} from '@/lib/domain/recognition-year';
import type { Thanks } from '@/lib/domain/review-record';
import { counted } from '@/lib/domain/wording';
import { formatDate, periodName } from '@/lib/format-period';
import { kpiPath, momentsPath, stagePath, teamPath } from '@/lib/paths';
import { thanksPath, thanksYearPath } from '@/lib/paths-review';
import { shortName } from '@/lib/words';
import lists from './lists.module.css';
import styles from './review.module.css';

interface YearProps {
  readonly shown: RecognitionYearView;
}

export function ThanksYearPage({ shown }: YearProps) {
  const { kept, credits, unkept, year, previous, next, organisation } = shown;
  return (
    <>
      <h1 className={styles['title']}>
        {headline(shown)} in {periodName(year, organisation.locale)}
      </h1>
      <p className={styles['lead']}>
        Thanks that were given, and good signals that lasted longer than one period. All teams that
        share a KPI are credited with it.{' '}
        <span data-needs="review.record">
          <Link href={thanksPath({ back: thanksYearPath(year.key) })}>Thank a team</Link>
          {' · '}
        </span>
        <Link rel="prev" href={thanksYearPath(previous)}>
          {previous}
        </Link>
        {next === null ? null : (
          <>
            {' · '}
            <Link rel="next" href={thanksYearPath(next)}>
              {next}
            </Link>
          </>
        )}
      </p>
      <div className={styles['stack']}>
        {credits.length === 0 ? null : (
          <Card id="teams" title="Who is credited" note="the most often first">
            <ul className={lists['plain']}>
              {credits.map((credit) => (
                <li key={credit.slug}>
                  <CreditText credit={credit} />
                </li>
              ))}
            </ul>
          </Card>
        )}
        {kept.map((each) => (
          <Kept
            key={each.moment?.slug ?? `stage ${each.stage?.slug ?? ''}`}
            each={each}
            shown={shown}
          />
        ))}
        {unkept.length === 0 ? null : (
          <Card
            id="unkept"
            title={`${counted(unkept.length, 'moment', 'moments')} without thanks or a lasting good signal`}
            note={<Link href={momentsPath()}>how all moments stand</Link>}
          >
            <p className={styles['none']}>{unkept.map(({ name }) => name).join(' · ')}</p>
          </Card>
        )}
      </div>
    </>
  );
}

function headline({ kept }: RecognitionYearView): string {
  const moments = kept.filter(({ moment }) => moment !== null).length;
  if (kept.length === 0) return 'Nobody was thanked yet, and no good signal lasted';
  if (moments === 0) return 'Teams were thanked';
  return counted(moments, 'moment was kept', 'moments were kept');
}

function CreditText({ credit: { slug, name, thanks, signals } }: { readonly credit: Credit }) {
  const parts = [
    ...(thanks === 0 ? [] : [`thanked ${thanks === 1 ? 'once' : `${thanks} times`}`]),
    ...(signals === 0 ? [] : [counted(signals, 'lasting good signal', 'lasting good signals')]),
  ];
  return (
    <>
      <Link href={teamPath(slug)}>
        <strong>{name}</strong>
      </Link>{' '}
      {parts.join(' · ')}
    </>
  );
}

function Kept({
  each: { moment, stage, credits, thanks, signals },
  shown: { organisation, year },
}: YearProps & { readonly each: KeptMoment }) {
  const { locale } = organisation;
  const short = (key: PeriodKey) => shortName(key, locale, organisation, year);
  return (
    <Card
      id={`kept-${moment?.slug ?? stage?.slug ?? 'else'}`}
      title={
        moment?.name ?? (stage === null ? 'No moment named' : `${stage.name}, no moment named`)
      }
      note={stage === null ? undefined : <Link href={stagePath(stage.slug)}>{stage.name}</Link>}
    >
      <p className={styles['none']}>
        {credits.map((credit, index) => (
          <span key={credit.slug}>
            {index === 0 ? '' : '; '}
            <CreditText credit={credit} />
          </span>
        ))}
      </p>
      <ul className={lists['plain']}>
        {signals.map((signal) => (
          <SignalRow key={`${signal.kpi.slug} ${signal.from}`} signal={signal} short={short} />
        ))}
        {thanks.map((given) => (
          <ThanksRow
            key={given.id}
            given={given}
            on={formatDate(dateInZone(given.at, organisation.timeZone), locale)}
          />
        ))}
      </ul>
    </Card>
  );
}

function SignalRow({
  signal: { kpi, from, to },
  short,
}: {
  readonly signal: KeptSignal;
  readonly short: (key: PeriodKey) => string;
}) {
  return (
    <li>
      <Link href={kpiPath(kpi.slug)}>{kpi.name}</Link>: better than usual from {short(from)} to{' '}
      {short(to)}
    </li>
  );
}

function ThanksRow({ given, on }: { readonly given: Thanks; readonly on: string }) {
  const { person, text, kpi, evidence } = given;
  return (
    <li>
      {person === null ? null : <strong>{person}: </strong>}
      {text}
      {kpi === null ? null : (
        <>
          {' · '}
          <Link href={kpiPath(kpi)}>{evidence ?? kpi}</Link>
        </>
      )}
      <small> · {on}</small>
    </li>
  );
}
