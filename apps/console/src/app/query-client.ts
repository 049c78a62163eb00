import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error';

/** Worth asking again at once: the network, or a server that is not there for a moment. */
const isPassing = (error: Error): boolean => error instanceof ApiError && [0, 429, 502, 503, 504].includes(error.status);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (failures, error) => failures < 2 && isPassing(error), networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});
