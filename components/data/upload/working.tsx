/** A file that is being worked on, whoever looks. */
import { Card } from '@/components/ui/card';
import { Link } from '@/components/ui/link';
import type { UploadProgress, UploadView } from '@/lib/domain/upload-view';
import { uploadPath } from '@/lib/paths-upload';
import { UploadFrame } from './look';
import { Progress } from './progress';
import styles from './upload.module.css';

export interface WorkingProps {
  readonly view: UploadView;
  readonly progress: UploadProgress;
}

export function Working({ view, progress }: WorkingProps) {
  const { upload, organisation } = view;
  return (
    <UploadFrame view={view}>
      <noscript>
        <meta httpEquiv="refresh" content="3" />
      </noscript>
      <Card
        id="working"
        title={upload.task === 'check' ? 'Dry run' : 'Import'}
        note="it goes on when you leave this page"
      >
        <Progress id={upload.id} initial={progress} locale={organisation.locale} />
        <p className={styles['hint']}>
          <Link href={uploadPath(upload.id)} className="alone">
            Look again
          </Link>
        </p>
      </Card>
    </UploadFrame>
  );
}
