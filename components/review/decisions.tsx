/** The end of the meeting: what was decided, who was there, its own figures, and closing it. */
import { counted } from '@/lib/domain/wording';
import { Entry } from './entry';
import lists from './lists.module.css';
import type { MeetingProps } from './meeting-props';
import styles from './review.module.css';

export function Decisions({ shown, actions }: MeetingProps) {
  const { review, own, missing } = shown;
  const { line } = shown.shown;
  const minutes = (seconds: number) => Math.round(seconds / 60);
  return (
    <>
      {review.decisions.length === 0 ? (
        <p className={styles['none']}>Nothing was decided yet.</p>
      ) : (
        <ul className={lists['plain']}>
          {review.decisions.map(({ id, text, proposedBy, present }) => (
            <li key={id}>
              <strong>{text}</strong>
              {proposedBy === null ? '' : ` · proposed by ${proposedBy}`} · {present.length} present
            </li>
          ))}
        </ul>
      )}
      <p>
        {counted(minutes(own.spentSeconds), 'minute', 'minutes')} of {own.plannedMinutes} planned,{' '}
        {minutes(own.signalSeconds)} of them on signals · {own.kept} actions done on time,{' '}
        {own.late} late
        {missing.length === 0
          ? ''
          : ` · no check-in from ${missing.map(({ name }) => name).join(', ')}`}
      </p>
      <div className={styles['pair']}>
        <Entry
          key={`decide ${review.decisions.length}`}
          id="decide-last"
          action={actions.decide.bind(null, line.id)}
          fields={[
            { name: 'text', label: 'What is decided' },
            { name: 'by', label: 'Proposed by (may stay blank)' },
          ]}
          does="Decide"
        />
        <Entry
          key={`present ${review.present.join(';')}`}
          id="present"
          action={actions.present}
          fields={[
            {
              name: 'names',
              label: 'Who is here',
              kind: 'lines',
              hint: 'One name a line. Decisions are recorded with who is here.',
              value: review.present.join('\n'),
            },
          ]}
          does="Note who is here"
        />
      </div>
      <Entry id="close-review" action={actions.close} fields={[]} does="Close the review" />
      <p className={styles['none']}>
        Closing makes the minutes. Nothing in them can be changed then; corrections are added
        beneath.
      </p>
    </>
  );
}
