/** How a journey can begin: from a template, or empty. */
import { Link } from '@/components/ui/link';
import { JOURNEY_TEMPLATES, journeyTemplate } from '@/lib/domain/journey-template';
import { newEntryPath } from '@/lib/paths';
import styles from './catalog.module.css';
import outline from './outline.module.css';

export function Templates() {
  return (
    <>
      <h2 className={styles['lead']}>Begin with a journey like yours, and change it:</h2>
      <ul className={outline['templates']}>
        {JOURNEY_TEMPLATES.map((template) => {
          const { title, stages } = journeyTemplate(template);
          return (
            <li key={template}>
              <Link href={newEntryPath('journey', { template })}>{title}</Link>
              <p>{stages.map(({ name }) => name).join(' → ')}</p>
            </li>
          );
        })}
      </ul>
      <h2 className={styles['lead']}>Or with an empty one:</h2>
    </>
  );
}
