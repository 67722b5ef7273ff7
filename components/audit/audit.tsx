/** The trail of changes: who changed what, when, from what, to what. */
import { Card } from '@/components/ui/card';
import { Choice } from '@/components/ui/choice';
import filters from '@/components/ui/filters.module.css';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { type AuditedField, type AuditLine, auditKind } from '@/lib/domain/audit';
import type { Organisation } from '@/lib/domain/catalog';
import { capitalised } from '@/lib/domain/wording';
import { formatInstant } from '@/lib/format-period';
import { catalogPath } from '@/lib/paths';
import { type AuditLook, auditFilePath, auditPath, importPath } from '@/lib/paths-data';
import styles from './audit.module.css';

interface Line extends AuditLine {
  readonly source: 'import' | 'log';
  readonly id: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly actor: string;
}

export interface AuditProps {
  readonly organisation: Organisation;
  readonly lines: readonly Line[];
  readonly next: string | null;
  readonly actors: readonly string[];
  readonly entities: readonly string[];
  readonly look: AuditLook;
}

export function AuditPage(props: AuditProps) {
  const { lines, next, look, organisation } = props;
  return (
    <>
      <p>
        <Link href={catalogPath()}>Catalogue</Link>
      </p>
      <h1 className={styles['title']}>Audit log</h1>
      <p className={styles['lead']}>
        Every change of what is agreed, of keys and of figures: it can be added to and never
        altered. Secrets are not in it.
      </p>
      <Filters {...props} />
      <Card
        id="audit"
        title="Changes"
        note={
          <>
            the newest first · as they are narrowed here:{' '}
            <a href={auditFilePath('csv', look)} download>
              CSV
            </a>{' '}
            <a href={auditFilePath('ndjson', look)} download>
              NDJSON
            </a>
          </>
        }
      >
        {lines.length === 0 ? (
          <p>Nothing was changed that answers to that.</p>
        ) : (
          <ol className={styles['lines']}>
            {lines.map((line) => (
              <li key={`${line.source} ${line.id}`}>
                <Entry line={line} organisation={organisation} />
              </li>
            ))}
          </ol>
        )}
        {next === null ? null : (
          <p>
            <Link href={auditPath({ ...look, after: next })}>Earlier changes</Link>
          </p>
        )}
      </Card>
    </>
  );
}

function Entry({ line, organisation }: { readonly line: Line } & Pick<AuditProps, 'organisation'>) {
  const { kind, thing, action, fields, source, id, at, actor } = line;
  return (
    <>
      <p>
        {source === 'import' ? (
          <>
            {capitalised(action)} {kind}: <Link href={importPath(id)}>{thing}</Link>
          </>
        ) : (
          <>
            {capitalised(kind)} {action}: <strong>{thing}</strong>
          </>
        )}
        <small>
          {formatInstant(at, organisation.timeZone, organisation.locale)} by {actor}
        </small>
      </p>
      {fields.length === 0 ? null : (
        <ul>
          {fields.map((field) => (
            <li key={field.field}>
              <Field field={field} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Field({ field: { field, before, after } }: { readonly field: AuditedField }) {
  return (
    <>
      {field}: {before === null ? null : <del>{before}</del>}
      {before === null || after === null ? null : ' → '}
      {after === null ? before === null ? null : ' → nothing' : <ins>{after}</ins>}
    </>
  );
}

function Filters({ look, actors, entities }: AuditProps) {
  const { after: _, ...asked } = look;
  const narrowed = Object.values(asked).some((each) => each !== undefined && each !== '');
  return (
    <search className={filters['search']}>
      <form action={auditPath()} className={filters['form']}>
        <label className={filters['find']}>
          Thing
          <input
            className={form['control']}
            type="search"
            name="thing"
            defaultValue={look.thing ?? ''}
          />
        </label>
        <Choice
          name="who"
          label="Who"
          any="anybody"
          value={look.who}
          options={actors.map((actor) => [actor, actor])}
        />
        <Choice
          name="kind"
          label="What"
          any="anything"
          value={look.kind}
          options={entities.map((entity) => [entity, auditKind(entity)])}
        />
        <label>
          From
          <input className={form['control']} type="date" name="from" defaultValue={look.from} />
        </label>
        <label>
          To
          <input className={form['control']} type="date" name="to" defaultValue={look.to} />
        </label>
        <p className={`${form['buttons']} ${filters['buttons']}`}>
          <button type="submit" className={form['button']}>
            Show
          </button>
          {narrowed ? <Link href={auditPath()}>Clear: all changes</Link> : null}
        </p>
      </form>
    </search>
  );
}
