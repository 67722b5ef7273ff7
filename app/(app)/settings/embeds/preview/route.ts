import { formsOf } from '@/components/embed/forms';
import { AppError } from '@/lib/errors';
import { requestAccess } from '@/lib/http/access';
import { guarded, pick } from '@/lib/http/api';
import { CHOICES, embedSettings } from '@/lib/http/embed/settings';
import { embedForm } from '@/lib/usecases/embed-form';
import { faceOf } from '../../../../embed/face';

export const dynamic = 'force-dynamic';

/** What an embed would look like, for those who may make it, and in a frame of ours alone. */
export function GET(request: Request): Promise<Response> {
  return guarded(async () => {
    const { searchParams } = new URL(request.url);
    const { context } = await requestAccess(request, 'read');
    const { wanted, faults } = await embedForm(
      context,
      embedSettings().origins,
      pick(searchParams, CHOICES),
    );
    if (wanted === null) {
      throw new AppError('bad_embed', Object.values(faults).join(' '), { status: 422 });
    }
    const face = await faceOf(context, wanted);
    const forms = formsOf(face, wanted.kind, wanted, { last: false }, null);
    const isPicture = searchParams.get('form') === 'svg';
    return new Response(isPicture ? forms.svg : forms.html, {
      headers: {
        'content-type': isPicture ? 'image/svg+xml; charset=utf-8' : 'text/html; charset=utf-8',
        'content-security-policy':
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    });
  });
}
