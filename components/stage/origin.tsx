/** Where a miss starts: from the first break down to what the customer feels. */

import { StatusMark } from '@/components/charts/status-mark';
import { valueText } from '@/components/kpi/kpi-rows';
import { targetText } from '@/components/kpi/target-text';
import { How } from '@/components/methods/how';
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import { feederRemark, linkPhrase, mayExplain } from '@/lib/domain/sentence-origin';
import type { OriginStep, StageOrigin, StageView } from '@/lib/domain/stage-view';
import { formatList } from '@/lib/format';
import { kpiPath, teamPath, type View } from '@/lib/paths';
import styles from './origin.module.css';

/** So many are told in full, and so many more when asked for. */
const TOLD = 2;
const FOLDED = 4;

export interface OriginsProps {
  readonly shown: StageView;
  readonly view: View;
}

export function Origins({ shown, view }: OriginsProps) {
  const { origins, organisation } = shown;
  if (origins.length === 0) return null;
  const rest = origins.slice(TOLD, TOLD + FOLDED);
  const untold = origins.length - TOLD - rest.length;
  const told = (list: readonly StageOrigin[]) =>
    list.map((origin) => (
      <Origin key={origin.of.slug} origin={origin} view={view} locale={organisation.locale} />
    ));
  return (
    <Card
      id="origin"
      title="Where it starts"
      note={
        <>
          up through the KPIs that feed a miss, for as long as they miss or signal too{' '}
          <How rule="accountability" />
        </>
      }
    >
      {told(origins.slice(0, TOLD))}
      {rest.length === 0 ? null : (
        <details className={styles['rest']}>
          <summary>
            {rest.length === 1 ? '1 more miss' : `${rest.length} more misses`}:{' '}
            {rest.map(({ of }) => of.name).join(', ')}
          </summary>
          {told(rest)}
          {untold === 0 ? null : (
            <p className={styles['carries']}>
              {untold} more {untold === 1 ? 'miss is' : 'misses are'} not traced here: each KPI’s
              page names what feeds it.
            </p>
          )}
        </details>
      )}
    </Card>
  );
}

function Origin({
  origin,
  view,
  locale,
}: {
  readonly origin: StageOrigin;
  readonly view: View;
  readonly locale: string;
}) {
  const { of, steps, finding, carries } = origin;
  const way = steps.filter(({ role }) => role !== 'feeder');
  const beside = steps.filter(({ role }) => role === 'feeder');
  return (
    <section className={styles['origin']} aria-label={`Where ${of.name} starts`}>
      <p className={styles['finding']}>
        <SentenceText sentence={finding} />
      </p>
      <ol className={styles['steps']}>
        {way.map((step) => (
          <Step
            key={step.kpi.slug}
            step={step}
            proven={origin.proven}
            explains={mayExplain(way)}
            view={view}
            locale={locale}
          />
        ))}
      </ol>
      {beside.length === 0 ? null : (
        <>
          <h3 className={styles['beside']}>
            Beside the way <span>· each feeds a KPI of it, suspected or proven</span>
          </h3>
          <ul className={styles['steps']}>
            {beside.map((step) => (
              <Step
                key={step.kpi.slug}
                step={step}
                proven={origin.proven}
                explains
                view={view}
                locale={locale}
              />
            ))}
          </ul>
        </>
      )}
      {carries.length === 0 ? null : (
        <p className={styles['carries']}>
          It goes on to{' '}
          {formatList(
            carries.map(({ name, evidence }) => `${name} (${evidence})`),
            locale,
          )}
          , {carries.length === 1 ? 'which misses' : 'which miss'} here too.
        </p>
      )}
    </section>
  );
}

interface StepProps {
  readonly step: OriginStep;
  /** That it starts where the way starts. */
  readonly proven: boolean;
  /** That what varies there may explain what signals at its end. */
  readonly explains: boolean;
  readonly view: View;
  readonly locale: string;
}

function Step({ step, proven, explains, view, locale }: StepProps) {
  const isFeeder = step.role === 'feeder';
  const target = targetText(step.target, step.direction, step.decimals, locale);
  return (
    <li className={isFeeder ? `${styles['step']} ${styles['feeder']}` : styles['step']}>
      <span className={styles['arrow']} aria-hidden="true">
        {step.role === 'link' || (step.role === 'end' && !step.alone) ? '→' : ''}
      </span>
      <StatusMark status={step.status} size={isFeeder ? 12 : 14} />
      {isFeeder ? (
        <FeederWords step={step} view={view} />
      ) : (
        <StepWords step={step} proven={proven} explains={explains} view={view} />
      )}
      <p className={styles['value']}>
        <strong>{valueText(step, locale)}</strong>
        <small>{target === null ? 'no target' : `target ${target}`}</small>
      </p>
    </li>
  );
}

function StepWords({ step, proven, explains, view }: Omit<StepProps, 'locale'>) {
  const { kpi, link, said } = step;
  const isSilent = step.alone ? !step.signalling : !explains;
  return (
    <div className={styles['name']}>
      <Link href={kpiPath(kpi.slug, view)} data-step="">
        {kpi.name}
      </Link>
      {step.role === 'start' || step.alone ? (
        <span className={styles['here']} data-silent={isSilent ? '' : undefined}>
          {isSilent ? 'misses, no signal' : proven ? 'it starts here' : 'it may start here'}
        </span>
      ) : null}
      <small>
        <Who step={step} view={view} />
        {link === null ? '' : ` · ${linkPhrase(step)}${link.note === null ? '' : `: ${link.note}`}`}
      </small>
      <small>
        <SentenceText sentence={said} />.
      </small>
    </div>
  );
}

/** What feeds the way beside it, in few lines. */
function FeederWords({ step, view }: Pick<StepProps, 'step' | 'view'>) {
  const { kpi, link, said, status, broken } = step;
  const isGreen = status === 'on_target' && !broken;
  return (
    <div className={styles['name']}>
      <Link href={kpiPath(kpi.slug, view)} data-step="">
        {kpi.name}
      </Link>
      <span className={styles['aside']}>
        <Who step={step} view={view} />
      </span>
      <small>
        <SentenceText sentence={feederRemark(step)} />
        {link?.note == null ? '.' : `: ${link.note}`}
        {isGreen ? null : (
          <>
            {' '}
            <SentenceText sentence={said} />.
          </>
        )}
      </small>
    </div>
  );
}

function Who({ step: { team }, view }: Pick<StepProps, 'step' | 'view'>) {
  return (
    <>
      <strong>
        <Link href={teamPath(team.slug, view)}>{team.name}</Link> answers
      </strong>
      {team.lead === null ? '' : ` (${team.lead})`}
    </>
  );
}
