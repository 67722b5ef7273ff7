/** What stands above the form of a source, and what removing one does. */
import { DemoForm } from '@/components/start/demo-form';
import { Link } from '@/components/ui/link';
import { sourcePath } from '@/lib/paths-data';
import data from '../data/data.module.css';

export function SourceFormHead({ title, back }: { readonly title: string; readonly back: string }) {
  return (
    <>
      <p>
        <Link href={back}>Back</Link>
      </p>
      <h1 className={data['title']}>{title}</h1>
      <p className={data['lead']}>
        Testing asks the database and takes nothing. A pull reads in one read-only transaction, and
        ends after the time and the rows that are allowed here.
      </p>
    </>
  );
}

export interface SourceRemovalProps {
  readonly slug: string;
  readonly name: string;
  readonly action: (before: string | null) => Promise<string | null>;
}

export function SourceRemoval({ slug, name, action }: SourceRemovalProps) {
  return (
    <>
      <h1 className={data['title']}>Remove {name}?</h1>
      <ul className={data['effects']}>
        <li>It is not asked any more, and its password and the history of its pulls go.</li>
        <li>The figures that it brought stay, with their imports.</li>
      </ul>
      <DemoForm
        action={action}
        does="Remove it"
        doing="Removing it…"
        danger
        back={sourcePath(slug)}
      />
    </>
  );
}
