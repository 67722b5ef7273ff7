import { downloadFile } from '@/lib/http/download';
import { readNumber } from '@/lib/http/query';
import { refusedFile } from '@/lib/usecases/imports';

export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly import: string }> },
): Promise<Response> {
  const { import: id } = await params;
  return downloadFile(request, (context) => refusedFile(context, readNumber('import', id) ?? 0));
}
