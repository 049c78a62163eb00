import createClient from 'openapi-fetch';
import { BASE_PATH } from '../app/settings';
import { loadTexts } from '../i18n/i18n';
import { session } from '../session/session';
import { ApiError, errorOf } from './api-error';
import { firstAnswerTo } from './first-questions';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

export const api = createClient<paths>({
  baseUrl: BASE_PATH,
  querySerializer: { array: { style: 'form', explode: false } },
  fetch: (request) => firstAnswerTo(request) ?? fetch(request),
});

const SIGN_IN = '/push/sessions';

api.use({
  onRequest({ request }) {
    const token = session.token();
    if (token) request.headers.set('authorization', `Bearer ${token}`);
    return request;
  },
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== SIGN_IN) session.close('expired');
  },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** @returns the data of an answer. @throws ApiError for everything else, also when nothing answered */
export async function ask<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'NETWORK', error instanceof Error ? error.message : String(error));
  }
  if (!answer.response.ok) throw await withWords(errorOf(answer.response.status, answer.error));
  return answer.data as T;
}

/** Texts of errors are loaded with the first one; should that fail as well, an error shows what the API says. */
async function withWords(error: ApiError): Promise<ApiError> {
  await loadTexts('errors', 'trouble').catch(() => undefined);
  return error;
}
