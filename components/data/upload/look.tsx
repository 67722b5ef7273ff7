/** A file that was received: what it would be taken for, what a dry run says, and the import. */
import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { SEPARATORS } from '@/lib/domain/profile-choices';
import type { Reading, UploadView } from '@/lib/domain/upload-view';
import { formatNumber } from '@/lib/format';
import { formatInstant } from '@/lib/format-period';
import { dataPath } from '@/lib/paths-data';
import { uploadNewPath } from '@/lib/paths-upload';
import { sizeText } from '../outcomes';
import { Columns } from './columns';
import { FirstRows } from './first-rows';
import type { KeepFormProps } from './keep-form';
import { Profile } from './profile';
import { Tried } from './tried';
import styles from './upload.module.css';

export interface LookProps {
  readonly view: UploadView;
  readonly act: (form: FormData) => Promise<void>;
  readonly keep: KeepFormProps['action'];
}

export function LookOver({ view, act, keep }: LookProps) {
  const { reading, unreadable, upload, checked, organisation } = view;
  return (
    <UploadFrame view={view}>
      {upload.problem === null ? null : (
        <p role="alert" className={form['problem']}>
          {upload.problem}
        </p>
      )}
      {unreadable === null ? null : <Unreadable text={unreadable} act={act} />}
      {reading === null ? null : (
        <div className={styles['parts']}>
          <Faults reading={reading} />
          {checked === null ? <FirstRows {...view} reading={reading} /> : null}
          {checked === null ? null : (
            <Tried id={upload.id} checked={checked} locale={organisation.locale} />
          )}
          <Next view={view} reading={reading} />
          {checked === null ? null : <FirstRows {...view} reading={reading} />}
          <form action={act} id="reading">
            <Card
              id="columns"
              title="What each column is"
              note={FROM[reading.from](reading.profileName ?? '')}
            >
              {reading.choices === null ? (
                <p>
                  This profile says more than fields can: <a href="#profile">its text</a> is below.
                </p>
              ) : (
                <>
                  <Columns
                    {...view}
                    key={reading.text}
                    reading={reading}
                    choices={reading.choices}
                  />
                  <p className={form['buttons']}>
                    <button type="submit" name="intent" value="look" className={form['button']}>
                      Show what comes of it
                    </button>
                  </p>
                </>
              )}
            </Card>
          </form>
          <Profile reading={reading} profiles={view.profiles} act={act} keep={keep} />
          <Discard act={act} />
        </div>
      )}
    </UploadFrame>
  );
}

const FROM: Readonly<Record<Reading['from'], (name: string) => string>> = {
  guess: () => 'found out from the first rows; correct what is wrong',
  kept: (name) => `as kept under “${name}”`,
  chosen: () => 'as chosen here',
};

/** Title and origin of every page of a file. */
export function UploadFrame({
  view: { upload, reading, organisation },
  children,
}: {
  readonly view: UploadView;
  readonly children: ReactNode;
}) {
  const { timeZone, locale } = organisation;
  return (
    <>
      <p>
        <Link href={dataPath()} className="alone">
          Data
        </Link>
      </p>
      <h1 className={styles['title']}>{upload.name}</h1>
      <p className={styles['lead']}>
        {[
          ...(reading === null ? [] : foundOut(reading)),
          sizeText(upload.size, locale),
          `received ${formatInstant(upload.receivedAt, timeZone, locale)} from ${upload.actor}`,
        ].join(' · ')}
      </p>
      {children}
    </>
  );
}

function foundOut({ format, separator, encoding, columns }: Reading): string[] {
  const sign = SEPARATORS.find((each) => each.sign === separator)?.shown ?? separator;
  return [
    format.toUpperCase(),
    ...(sign === null ? [] : [`separated by ${sign}`]),
    ...(encoding === null ? [] : [encoding.toUpperCase()]),
    `${columns.length} ${columns.length === 1 ? 'column' : 'columns'}`,
  ];
}

function Faults({ reading: { faults, doubts } }: { readonly reading: Reading }) {
  return (
    <>
      {faults.length === 0 ? null : (
        <div role="alert" className={form['problem']}>
          <strong>Not ready yet.</strong> <a href="#columns">Say what each column is</a>:
          <ul>
            {[...new Set(faults.map(plain))].map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        </div>
      )}
      {doubts.length === 0 ? null : (
        <ul className={styles['doubts']}>
          {doubts.map((doubt) => (
            <li key={doubt}>{doubt}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What a profile in writing lacks, as the fields ask for it. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [
    /nothing says which KPI/i,
    'No column names the KPI. Choose the one that does, or one KPI for every row.',
  ],
  [
    /the KPI is said twice/i,
    'The KPI is said twice. Keep the column, the KPI for every row, or columns that are KPIs.',
  ],
  [
    /nothing says which period/i,
    'No column says the period. Choose the one with dates, weeks or months.',
  ],
  [
    /“columns” is missing/,
    'No column says the period, and none holds the figures. Choose them in the table below.',
  ],
  [
    /nothing says what a row reports/i,
    'No column holds the figures. Choose the value, or numerator and denominator.',
  ],
];

const plain = (fault: string): string => PLAIN.find(([what]) => what.test(fault))?.[1] ?? fault;

/** The buttons stand here; what they send is the form below, with all that was changed in it. */
function Next({ view, reading }: { readonly view: UploadView; readonly reading: Reading }) {
  const { checked, organisation, atomic } = view;
  if (reading.faults.length > 0) return null;
  const taken = checked === null ? null : checked.accepted + checked.superseded;
  const rows =
    taken === null
      ? ''
      : `${formatNumber(taken, 0, organisation.locale)} ${taken === 1 ? 'row' : 'rows'}`;
  return (
    <Card id="next" title={checked === null ? 'Try it, then take it in' : 'Take it in'}>
      <p className={form['buttons']}>
        <button
          type="submit"
          form="reading"
          name="intent"
          value="check"
          className={checked === null ? form['button'] : styles['plain']}
        >
          {checked === null ? 'Dry run' : 'Dry run again'}
        </button>
        <button
          type="submit"
          form="reading"
          name="intent"
          value="import"
          className={checked === null ? styles['plain'] : form['button']}
        >
          {taken === null
            ? 'Import without a dry run'
            : taken === 0
              ? 'Import anyway'
              : `Import ${rows}`}
        </button>
      </p>
      <p className={styles['hint']}>
        {checked === null
          ? 'A dry run counts what would become of every row, says what looks wrong, and changes nothing.'
          : taken === 0
            ? 'Nothing in it is new.'
            : 'It goes on when you leave the page, and can be taken back.'}
      </p>
      <label className={styles['check']}>
        <input type="checkbox" form="reading" name="atomic" value="yes" defaultChecked={atomic} />
        Take nothing if any row is refused
      </label>
    </Card>
  );
}

interface Acting {
  readonly act: LookProps['act'];
}

function Unreadable({ text, act }: Acting & { readonly text: string }) {
  return (
    <div className={styles['parts']}>
      <div role="alert" className={form['problem']}>
        <strong>This file cannot be read as it is.</strong> {text}
      </div>
      <p>
        <Link href={uploadNewPath()} className="alone">
          Choose another file
        </Link>
      </p>
      <form action={act}>
        <button type="submit" name="intent" value="guess" className={styles['plain']}>
          Find out anew how it is read
        </button>
      </form>
      <Discard act={act} />
    </div>
  );
}

function Discard({ act }: Acting) {
  return (
    <form action={act}>
      <button type="submit" name="intent" value="discard" className={styles['remove']}>
        Discard this file
      </button>
    </form>
  );
}
