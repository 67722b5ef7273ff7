/** The first hour: six steps, what is done and what is next. */
import { Link } from '@/components/ui/link';
import type { FirstHour, FirstStep } from '@/lib/domain/first-hour';
import { contrastPath, demoPath, entryPath, newEntryPath } from '@/lib/paths';
import { uploadNewPath } from '@/lib/paths-upload';
import styles from './start.module.css';

interface Step {
  readonly title: string;
  readonly why: string;
  readonly does: string;
  readonly href: string;
}

const STEPS: Readonly<Record<FirstStep, Step>> = {
  organisation: {
    title: 'Your organisation',
    why: 'Its name, and the time zone that says when a day ends.',
    does: 'Name it',
    href: entryPath('organisation', ''),
  },
  journey: {
    title: 'A journey',
    why: 'What a customer lives through with you, stage by stage, with a promise for each. Begin with a template.',
    does: 'Choose a template',
    href: newEntryPath('journey'),
  },
  teams: {
    title: 'Teams',
    why: 'Who does the work: departments, functions, regions, partners.',
    does: 'Add a team',
    href: newEntryPath('team'),
  },
  kpis: {
    title: 'KPIs',
    why: 'At least one of how a team does its own task, and one of what the customer gets. Each has one team that answers.',
    does: 'Add a KPI',
    href: newEntryPath('kpi'),
  },
  figures: {
    title: 'Figures',
    why: 'From a table as you have it: CSV, Excel, JSON. You see how it is understood before anything is taken.',
    does: 'Choose a file',
    href: uploadNewPath(),
  },
  contrast: {
    title: 'The first contrast',
    why: 'What teams report beside what customers get.',
    does: 'Look at it',
    href: contrastPath(),
  },
};

export function StartPage({ shown }: { readonly shown: FirstHour & { readonly demo: boolean } }) {
  const { steps, next, demo } = shown;
  const done = steps.filter((step) => step.done).length;
  return (
    <div className={styles['start']}>
      <h1>{titleOf(done, steps.length)}</h1>
      <p className={styles['lead']}>
        Throughline sets what teams report against what customers get, stage by stage. Six steps
        lead there; leave whenever you like, what is done stays done.
      </p>
      <ol className={styles['steps']}>
        {steps.map(({ step, done: isDone, found }) => {
          const { title, why, does, href } = STEPS[step];
          return (
            <li
              key={step}
              data-done={isDone ? '' : undefined}
              aria-current={step === next ? 'step' : undefined}
            >
              <h2>
                <span className={styles['mark']} aria-hidden="true">
                  {isDone ? '✓' : ''}
                </span>
                {title}
                <span className="visually-hidden">{isDone ? ': done' : ': to do'}</span>
              </h2>
              <div>
                <p>{why}</p>
                <p className={styles['foot']}>
                  <small>{found}</small>
                  {step === 'contrast' && !isDone ? null : (
                    <Link
                      href={href}
                      className={step === next ? styles['primary'] : styles['link']}
                    >
                      {isDone && step !== 'contrast' ? `${does} again` : does}
                    </Link>
                  )}
                </p>
              </div>
            </li>
          );
        })}
      </ol>
      <section className={styles['other']} aria-labelledby="other-ways">
        <h2 id="other-ways">Other ways to begin</h2>
        <p>
          <Link href={demoPath()} className="alone">
            {demo ? 'The demo is loaded: see what removing it takes away' : 'Load the demo'}
          </Link>
          {demo
            ? null
            : ', an invented retailer with two years of figures; it can be removed with a click.'}
        </p>
        <details>
          <summary>With files, by the command line</summary>
          <p>A definition of journey, teams and KPIs, and the figures:</p>
          <pre>
            npx throughline apply definition.yaml{'\n'}
            npx throughline import figures.csv
          </pre>
          <p>The demo goes in and out the same way:</p>
          <pre>npx throughline demo load</pre>
        </details>
      </section>
    </div>
  );
}

function titleOf(done: number, of: number): string {
  if (done === 0) return 'Nothing is defined here yet.';
  return done === of ? 'All first steps are done.' : `${done} of ${of} first steps are done.`;
}
