import { answerFromProvider } from '@/lib/auth/sign-in';

/** To here the provider leads back who signed in there. */
export function GET(request: Request): Promise<Response> {
  return answerFromProvider(request);
}
