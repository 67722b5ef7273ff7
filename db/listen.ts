/** One connection of its own that hears a channel of a PostgreSQL server, and comes back when it breaks. */
const AGAIN_MS = 1_000;

/**
 * Hears a channel until told to stop. What is said while the connection is broken is not heard: after
 * each new beginning an empty payload says that something may have been missed.
 */
export async function listenOn(
  url: string,
  channel: string,
  hear: (payload: string) => void,
): Promise<() => Promise<void>> {
  const { default: pg } = await import('pg');
  let stopped = false;
  let client: InstanceType<typeof pg.Client> | null = null;
  let again: NodeJS.Timeout | null = null;

  const connect = async (): Promise<void> => {
    const made = new pg.Client({ connectionString: url, application_name: 'throughline listener' });
    client = made;
    made.on('error', () => undefined);
    made.on('notification', ({ payload = '' }) => hear(payload));
    made.on('end', () => {
      if (stopped || client !== made) return;
      again = setTimeout(retry, AGAIN_MS);
      again.unref();
    });
    await made.connect();
    await made.query(`listen ${pg.escapeIdentifier(channel)}`);
  };
  const retry = (): void => {
    connect().then(
      () => hear(''),
      () => {
        if (stopped) return;
        again = setTimeout(retry, AGAIN_MS);
        again.unref();
      },
    );
  };

  await connect();
  return async () => {
    stopped = true;
    if (again !== null) clearTimeout(again);
    await client?.end();
  };
}
