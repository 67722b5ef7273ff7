import { downloadFile } from '@/lib/http/download';
import { readNumber } from '@/lib/http/query';
import { uploadContext } from '@/lib/http/uploads';
import { refusedOfUpload } from '@/lib/usecases/uploads/work';

export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly upload: string }> },
): Promise<Response> {
  const { upload } = await params;
  return downloadFile(request, async (context) =>
    refusedOfUpload(uploadContext(context), readNumber('upload', upload) ?? 0),
  );
}
