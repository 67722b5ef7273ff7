'use client';

/**
 * Sends a file. Without scripts the browser does it; with them one sees how much of it is there, and
 * what is wrong is said here, with the file still chosen.
 */
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import form from '@/components/ui/form.module.css';
import { uploadsPath } from '@/lib/paths-upload';
import styles from './upload.module.css';

export function SendForm({ refused }: { readonly refused: string | null }) {
  const router = useRouter();
  const [problem, setProblem] = useState(refused);
  const [share, setShare] = useState<number | null>(null);
  const sending = useRef<XMLHttpRequest | null>(null);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (sending.current !== null) return;
    setProblem(null);
    setShare(0);
    sending.current = sendFile(new FormData(event.currentTarget), setShare, (answer) => {
      sending.current = null;
      if ('path' in answer) {
        router.push(answer.path);
        return;
      }
      setShare(null);
      setProblem(answer.problem);
    });
  };
  const stop = (): void => {
    sending.current?.abort();
    sending.current = null;
    setShare(null);
  };
  return (
    <form
      action={uploadsPath()}
      method="post"
      encType="multipart/form-data"
      onSubmit={send}
      className={styles['send']}
    >
      {problem === null ? null : (
        <p className={form['problem']} role="alert">
          {problem}
        </p>
      )}
      <label className={styles['drop']} htmlFor="file-chosen">
        <span>File of figures</span>
        <small>Choose it, or drop it here</small>
        <input
          id="file-chosen"
          type="file"
          name="file"
          required
          accept=".csv,.tsv,.txt,.xlsx,.json,.ndjson,.jsonl,text/csv,application/json"
        />
      </label>
      <details className={styles['more']}>
        <summary>With a profile in a file</summary>
        <label htmlFor="profile-chosen">Profile (YAML)</label>
        <p className={form['hint']}>
          What says which column is which, as <code>--profile</code> of the command line takes it.
          Without one, that is found out and shown.
        </p>
        <input id="profile-chosen" type="file" name="profile" accept=".yaml,.yml,.txt" />
      </details>
      <p className={form['buttons']}>
        <button type="submit" className={form['button']} disabled={share !== null}>
          {share === null ? 'Send it and look it over' : 'Sending…'}
        </button>
        {share === null ? null : (
          <>
            <progress value={share} max={1} aria-label="Sent so far" />
            <button type="button" className={styles['plain']} onClick={stop}>
              Stop
            </button>
          </>
        )}
      </p>
    </form>
  );
}

type Answer = { readonly path: string } | { readonly problem: string };

/** `fetch` does not say how much was sent. */
function sendFile(
  data: FormData,
  onShare: (share: number) => void,
  onAnswer: (answer: Answer) => void,
): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.open('POST', uploadsPath());
  request.setRequestHeader('accept', 'application/json');
  request.responseType = 'json';
  request.upload.onprogress = ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total);
  request.onload = () => onAnswer(answerOf(request.response));
  request.onerror = () =>
    onAnswer({
      problem:
        'The file did not arrive: the connection broke, or the file changed since it was chosen. Choose it again.',
    });
  request.send(data);
  return request;
}

function answerOf(response: unknown): Answer {
  const said: object = typeof response === 'object' && response !== null ? response : {};
  if ('path' in said && typeof said.path === 'string') return { path: said.path };
  return {
    problem:
      'detail' in said && typeof said.detail === 'string'
        ? said.detail
        : 'The file was not received. Send it again.',
  };
}
