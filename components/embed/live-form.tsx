'use client';

/** A form that is an address: with scripts it shows what was chosen at once, without them its button does. */
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';

export function LiveForm({
  path,
  className,
  children,
}: {
  readonly path: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
}) {
  const router = useRouter();
  const show = (form: HTMLFormElement) => {
    const chosen = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && value !== '') chosen.set(name, value);
    }
    router.replace(`${path}?${chosen}`, { scroll: false });
  };
  return (
    <form
      action={path}
      className={className}
      onChange={(event) => show(event.currentTarget)}
      onSubmit={(event) => {
        event.preventDefault();
        show(event.currentTarget);
      }}
    >
      {children}
    </form>
  );
}
