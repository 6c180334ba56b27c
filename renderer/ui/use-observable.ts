import { useSyncExternalStore } from "react";
import type { Observable } from "#store/observable";

/** The value of an observable, followed. */
export function useObservable<T>(observable: Observable<T>): T {
  return useSyncExternalStore(observable.subscribe, observable.get);
}
