import { Page, Problem } from '@/components/shell/page';

export default function NotFound() {
  return (
    <Page current={null} newest={null} demo={false}>
      <Problem
        title="There is nothing at this address."
        text="It may have been renamed or retired, or the address was cut short."
      />
    </Page>
  );
}
