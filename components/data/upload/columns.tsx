/** How a file is read, column by column and as a whole: what was found out stands there, and can be changed. */
import { Field } from '@/components/ui/field';
import { COLUMN_ROLES, isNumberRole, ROLE_WORDS } from '@/lib/domain/column-role';
import {
  type ColumnChoice,
  columnField,
  DUPLICATES,
  NUMBER_STYLES,
  type ProfileChoices,
  SEPARATORS,
} from '@/lib/domain/profile-choices';
import type { Choice, Reading, UploadView } from '@/lib/domain/upload-view';
import styles from './columns.module.css';
import common from './upload.module.css';

type Named = Pick<UploadView, 'kpis' | 'segments' | 'places'>;

interface ColumnsProps extends Named {
  readonly reading: Reading;
  readonly choices: ProfileChoices;
}

export function Columns({ reading, choices, ...named }: ColumnsProps) {
  return (
    <>
      <input type="hidden" name="columns" value={choices.columns.length} />
      <ol className={styles['columns']}>
        {choices.columns.map((choice, place) => (
          <li key={choice.name === '' ? place : choice.name}>
            <ColumnFields
              choice={choice}
              place={place}
              samples={reading.columns[place]?.samples ?? []}
              kpis={named.kpis}
            />
          </li>
        ))}
      </ol>
      <fieldset className={styles['group']}>
        <legend>The same in every row</legend>
        <p>
          Where no column says it. Without a segment or place, figures are of everyone, everywhere.
        </p>
        <div className={styles['fields']}>
          <Same
            name="kpi"
            label="KPI"
            none="a column says it"
            value={choices.kpi}
            from={named.kpis}
          />
          <Same
            name="segment"
            label="Segment"
            none="everyone"
            value={choices.segment}
            from={named.segments}
          />
          <Same
            name="place"
            label="Place"
            none="everywhere"
            value={choices.place}
            from={named.places}
          />
        </div>
      </fieldset>
      <Writing choices={choices} reading={reading} />
    </>
  );
}

interface ColumnFieldsProps {
  readonly choice: ColumnChoice;
  readonly place: number;
  readonly samples: readonly string[];
  readonly kpis: readonly Choice[];
}

function ColumnFields({ choice, place, samples, kpis }: ColumnFieldsProps) {
  const { name, role, more } = choice;
  const title = name === '' ? `column ${place + 1}` : name;
  return (
    <fieldset className={styles['column']} data-left={role === null ? '' : undefined}>
      <legend>
        <strong>{title}</strong>
        <small>{samples.length === 0 ? 'blank in the first rows' : samples.join(' · ')}</small>
      </legend>
      <input type="hidden" name={columnField('column', place)} value={name} />
      <Field form="reading" name={columnField('role', place)} label="Is" fault={undefined}>
        {(described) => (
          <select {...described} defaultValue={role ?? ''} disabled={name === ''}>
            <option value="">left alone</option>
            {COLUMN_ROLES.map((each) => (
              <option key={each} value={each}>
                {ROLE_WORDS[each]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <details open={isSaid(choice)}>
        <summary>
          More<span className="visually-hidden"> of {title}</span>
          {more === null ? null : <small> {more}</small>}
        </summary>
        <ColumnDetails choice={choice} place={place} kpis={kpis} />
      </details>
    </fieldset>
  );
}

const isSaid = ({ of, missing, prefix, slugify, scale }: ColumnChoice): boolean =>
  of !== '' || missing !== '' || prefix !== '' || slugify || scale !== '';

/** What belongs to the column's role; of one that has none yet, all of it. */
function ColumnDetails({ choice, place, kpis }: Omit<ColumnFieldsProps, 'samples'>) {
  const { role } = choice;
  const hasNumbers = role === null || isNumberRole(role);
  const hasNames = role === null || !isNumberRole(role);
  return (
    <div className={styles['fields']}>
      <Field
        form="reading"
        name={columnField('missing', place)}
        label="Means “nothing”"
        hint="0, n/a: separated by commas"
        fault={undefined}
      >
        {(described) => <input {...described} type="text" defaultValue={choice.missing} />}
      </Field>
      {hasNumbers ? <NumberDetails choice={choice} place={place} kpis={kpis} /> : null}
      {hasNames ? <NameDetails choice={choice} place={place} /> : null}
    </div>
  );
}

function NumberDetails({ choice, place, kpis }: Omit<ColumnFieldsProps, 'samples'>) {
  return (
    <>
      <Field
        form="reading"
        name={columnField('of', place)}
        label="Its numbers are of"
        hint="where columns are KPIs"
        fault={undefined}
      >
        {(described) => (
          <select {...described} defaultValue={choice.of}>
            <option value="">the KPI of the row</option>
            {kpis.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        form="reading"
        name={columnField('scale', place)}
        label="Times"
        hint="100 makes shares percent"
        fault={undefined}
      >
        {(described) => (
          <input {...described} type="text" inputMode="decimal" defaultValue={choice.scale} />
        )}
      </Field>
    </>
  );
}

function NameDetails({ choice, place }: Pick<ColumnFieldsProps, 'choice' | 'place'>) {
  return (
    <>
      <Field
        form="reading"
        name={columnField('prefix', place)}
        label="Short names begin with"
        hint="mta- makes 74039 mta-74039"
        fault={undefined}
      >
        {(described) => <input {...described} type="text" defaultValue={choice.prefix} />}
      </Field>
      <label className={common['check']}>
        <input
          type="checkbox"
          name={columnField('slugify', place)}
          value="yes"
          defaultChecked={choice.slugify}
        />
        Texts become short names: “Missed Trash %” is missed-trash
      </label>
    </>
  );
}

interface SameProps {
  readonly name: 'kpi' | 'segment' | 'place';
  readonly label: string;
  readonly none: string;
  readonly value: string;
  readonly from: readonly Choice[];
}

function Same({ name, label, none, value, from }: SameProps) {
  return (
    <Field form="reading" name={name} label={label} fault={undefined}>
      {(described) => (
        <select {...described} defaultValue={value}>
          <option value="">{none}</option>
          {from.map((each) => (
            <option key={each.slug} value={each.slug}>
              {each.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Writing({ choices, reading }: Pick<ColumnsProps, 'choices' | 'reading'>) {
  return (
    <fieldset className={styles['group']}>
      <legend>How it is written</legend>
      <div className={styles['fields']}>
        <Field
          form="reading"
          name="dateFormat"
          label="Dates"
          hint="DD/MM/YYYY, D MMM YYYY …; blank for 2026-11-22, 2026-W47 or 2026-11"
          fault={undefined}
        >
          {(described) => <input {...described} type="text" defaultValue={choices.dateFormat} />}
        </Field>
        <Field form="reading" name="numbers" label="Numbers" fault={undefined}>
          {(described) => (
            <select {...described} defaultValue={choices.numbers}>
              {NUMBER_STYLES.map(({ name, shown }) => (
                <option key={name} value={name}>
                  {shown}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          form="reading"
          name="missing"
          label="Means “nothing” everywhere"
          hint="n/a, -: separated by commas; blank cells always do"
          fault={undefined}
        >
          {(described) => <input {...described} type="text" defaultValue={choices.missing} />}
        </Field>
        <Field
          form="reading"
          name="unknownKpi"
          label="KPIs that are not known here"
          fault={undefined}
        >
          {(described) => (
            <select {...described} defaultValue={choices.unknownKpi}>
              <option value="refuse">refuse their rows</option>
              <option value="skip">leave their rows out</option>
            </select>
          )}
        </Field>
        <Field
          form="reading"
          name="duplicates"
          label="Two rows of the same KPI, period, segment and place"
          fault={undefined}
        >
          {(described) => (
            <select {...described} defaultValue={choices.duplicates}>
              {DUPLICATES.map(({ name, shown }) => (
                <option key={name} value={name}>
                  {shown}
                </option>
              ))}
            </select>
          )}
        </Field>
        {reading.separator === null ? null : <Bytes choices={choices} reading={reading} />}
      </div>
    </fieldset>
  );
}

/** What a workbook and JSON say themselves. */
function Bytes({ choices, reading }: Pick<ColumnsProps, 'choices' | 'reading'>) {
  const found =
    SEPARATORS.find(({ sign }) => sign === reading.separator)?.shown ?? reading.separator;
  return (
    <>
      <Field form="reading" name="separator" label="Separator" fault={undefined}>
        {(described) => (
          <select
            {...described}
            defaultValue={choices.separator === '\t' ? 'tab' : choices.separator}
          >
            <option value="">found out: {found}</option>
            {SEPARATORS.map(({ sign, shown }) => (
              <option key={shown} value={sign === '\t' ? 'tab' : sign}>
                {shown}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field form="reading" name="encoding" label="Encoding" fault={undefined}>
        {(described) => (
          <select {...described} defaultValue={choices.encoding}>
            <option value="">found out: {reading.encoding?.toUpperCase()}</option>
            <option value="utf-8">UTF-8</option>
            <option value="windows-1252">Windows-1252, ISO-8859-1</option>
            <option value="utf-16le">UTF-16, little-endian</option>
            <option value="utf-16be">UTF-16, big-endian</option>
          </select>
        )}
      </Field>
    </>
  );
}
