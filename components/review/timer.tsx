'use client';

/** How long an item has been talked about, of the time that was planned. */
import { useEffect, useState } from 'react';
import styles from './meeting.module.css';

export function Timer({
  since,
  spent,
  minutes,
  now,
}: {
  /** RFC 3339; null where nothing is shown. */
  readonly since: string | null;
  /** Seconds before. */
  readonly spent: number;
  readonly minutes: number;
  /** The server's clock when the page was made. */
  readonly now: string;
}) {
  const [at, setAt] = useState(() => Date.parse(now));
  useEffect(() => {
    let first: number | null = null;
    let frame = 0;
    // The time of frames goes on while a window is hidden, and tells nothing of the reader's clock.
    const tick = (time: number) => {
      first ??= time;
      setAt(Date.parse(now) + time - first);
    };
    frame = requestAnimationFrame(tick);
    const timer = setInterval(() => {
      frame = requestAnimationFrame(tick);
    }, 1000);
    return () => {
      clearInterval(timer);
      cancelAnimationFrame(frame);
    };
  }, [now]);
  const seconds =
    spent + (since === null ? 0 : Math.max(0, Math.floor((at - Date.parse(since)) / 1000)));
  const over = seconds > 60 * minutes;
  return (
    <p className={over ? `${styles['timer']} ${styles['over']}` : styles['timer']}>
      <strong role="timer">{clock(seconds)}</strong> of {clock(60 * minutes)}
    </p>
  );
}

const clock = (seconds: number): string =>
  `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
