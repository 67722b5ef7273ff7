/** The rules behind every number, in plain words, with this organisation's own settings. */

import type { MethodsFacts } from './facts';
import { ScorecardRules, StatusRules } from './judgement';
import styles from './methods.module.css';
import { FigureRules, PeriodRules } from './periods';
import { AccountabilityRules, RangeRules, SignalRules } from './signals';

const PARTS = [
  { id: 'scores', title: 'Scores and gaps' },
  { id: 'noise', title: 'Signal and noise' },
  { id: 'judgement', title: 'Status and surveys' },
  { id: 'figures', title: 'Figures and targets' },
  { id: 'time', title: 'Time' },
  { id: 'answers', title: 'Who answers' },
] as const;

export function MethodsPage({ shown }: { readonly shown: MethodsFacts }) {
  return (
    <>
      <h1 className={styles['title']}>How every number is worked out</h1>
      <p className={styles['lead']}>
        The rules of{' '}
        {shown.organisation.name === '' ? 'this installation' : shown.organisation.name}, with its
        own settings. Headline, chart, table and API answer come from one computation; nothing that
        is judged is stored.
      </p>
      <nav className={styles['parts']} aria-label="Rules">
        {PARTS.map(({ id, title }) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      {PARTS.map(({ id, title }) => (
        <section key={id} id={id} className={styles['part']} aria-labelledby={`${id}-part`}>
          <h2 id={`${id}-part`}>{title}</h2>
          <div className={styles['rules']}>
            <Part id={id} facts={shown} />
          </div>
        </section>
      ))}
    </>
  );
}

function Part({
  id,
  facts,
}: {
  readonly id: (typeof PARTS)[number]['id'];
  readonly facts: MethodsFacts;
}) {
  switch (id) {
    case 'scores':
      return <ScorecardRules facts={facts} />;
    case 'noise':
      return (
        <>
          <RangeRules facts={facts} />
          <SignalRules facts={facts} />
        </>
      );
    case 'judgement':
      return <StatusRules facts={facts} />;
    case 'figures':
      return <FigureRules />;
    case 'time':
      return <PeriodRules facts={facts} />;
    case 'answers':
      return <AccountabilityRules />;
  }
}
