import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { Params } from 'react-router-dom';

/** A page may say what it asks for as soon as it is drawn: opened by its address, it is then drawn once, with the answers. */
export type FirstPage = ComponentType & { asks?: (queries: QueryClient, params: Params) => readonly Promise<unknown>[] };
