import { contrastAnswer } from '@/lib/domain/contrast-answer';
import { answerRead } from '@/lib/http/api';
import { contrastRead } from '@/lib/http/schema-contrast';
import { requireContrast } from '@/lib/usecases/contrast';

/** Silo scorecards against experience scorecards: `?journey&period&segment&asOf`. */
export function GET(request: Request): Promise<Response> {
  return answerRead(request, contrastRead, async (context, query) => {
    const view = await requireContrast(context, query);
    return { asOf: view.frame.now, body: contrastAnswer(view) };
  });
}
