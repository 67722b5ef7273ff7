'use client';

/** How far a task has come, asked again and again; without scripts the page loads itself anew. */
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { UploadProgress } from '@/lib/domain/upload-view';
import { formatNumber } from '@/lib/format';
import { importPath } from '@/lib/paths-data';
import { uploadProgressPath } from '@/lib/paths-upload';
import styles from './upload.module.css';

const EVERY_MS = 1_000;

const client = new QueryClient();

export interface ProgressProps {
  readonly id: number;
  readonly initial: UploadProgress;
  readonly locale: string;
}

export function Progress(props: ProgressProps) {
  return (
    <QueryClientProvider client={client}>
      <Bar {...props} />
    </QueryClientProvider>
  );
}

function Bar({ id, initial, locale }: ProgressProps) {
  const router = useRouter();
  const { data, isError } = useQuery({
    queryKey: ['upload', id],
    queryFn: () => askProgress(id),
    initialData: initial,
    refetchInterval: EVERY_MS,
    refetchIntervalInBackground: true,
    retry: false,
  });
  const { status, importId } = data;
  useEffect(() => {
    if (status === 'imported' && importId !== null) {
      router.replace(importPath(importId, { notice: 'imported' }));
    } else if (status === 'open') router.refresh();
  }, [status, importId, router]);
  return (
    <>
      <progress
        value={data.share ?? 0}
        max={1}
        aria-label="Read so far"
        className={styles['bar']}
      />
      <p role="status" className={styles['state']}>
        {isError
          ? 'The server does not answer at the moment; it is asked again.'
          : stateText(data, locale)}
      </p>
    </>
  );
}

async function askProgress(id: number): Promise<UploadProgress> {
  const answer = await fetch(uploadProgressPath(id), { cache: 'no-store' });
  if (!answer.ok) throw new Error(`progress: ${answer.status}`);
  return answer.json();
}

/** What a reader wants to know: is anything happening, and how much is left. */
function stateText({ status, task, rows, share }: UploadProgress, locale: string): string {
  if (status === 'waiting') return 'Waits for its turn: files go in one after the other.';
  if (status !== 'running') return 'Done.';
  const read = `${formatNumber(rows, 0, locale)} rows`;
  if (share === null || share < 1) {
    return `Reading: ${read}, ${Math.floor(100 * (share ?? 0))} % of the file.`;
  }
  return task === 'check'
    ? `All is read, ${read} or a few more. They are compared with what is there.`
    : `All is read, ${read} or a few more. They are compared with what is there and written.`;
}
