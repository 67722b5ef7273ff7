import { EXPERIENCE_BUYING } from './experience-buying';
import { EXPERIENCE_OWNING } from './experience-owning';
import { SILO_OFFER } from './silo-offer';
import { SILO_OPERATIONS } from './silo-operations';
import type { DemoKpi } from './spec';

export const DEMO_KPIS: readonly DemoKpi[] = [
  ...SILO_OPERATIONS,
  ...SILO_OFFER,
  ...EXPERIENCE_BUYING,
  ...EXPERIENCE_OWNING,
];
