import { useEffect, useState } from 'react';

/** What was open stays to be seen while its drawer slides away. */
export function useLastShown<T>(open: T | undefined): T | undefined {
  const [shown, setShown] = useState(open);
  useEffect(() => {
    if (open !== undefined) setShown(open);
  }, [open]);
  return shown;
}
