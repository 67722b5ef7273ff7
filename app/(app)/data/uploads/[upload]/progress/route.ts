import { readNumber } from '@/lib/http/query';
import { answerProgress } from '@/lib/http/upload-answers';

export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly upload: string }> },
): Promise<Response> {
  const { upload } = await params;
  return answerProgress(request, () => readNumber('upload', upload) ?? 0);
}
