/** What pages do that is to be sent: with what the configuration says of mail, and at once. */
import type { PostSettings, PostWorld } from '../domain/post';
import { postWorld, readConfig, wakeJobs } from '../runtime';
import type { Context } from '../usecases/context';

/** Does what writes something to be sent, and has the server send it. */
export function posting<T>(
  work: (context: Context, world: PostWorld) => Promise<T>,
): (context: Context) => Promise<T> {
  return async (context) => {
    const done = await work(context, postWorld());
    wakeJobs();
    return done;
  };
}

/** How things are sent, for pages to say it. */
export function postSettings(): PostSettings {
  const { smtp, webhook, reminderHours } = readConfig().post;
  return {
    mail: smtp === null ? null : { server: `${smtp.host}:${smtp.port}`, from: smtp.from.address },
    webhook: webhook === null ? null : { host: new URL(webhook.url).host, format: webhook.format },
    reminderHours,
  };
}
