import { useEffect, useRef, useState } from "preact/hooks";

/** Rows that are drawn beyond those that can be seen, at either end. */
const beyond = 8;

/** Which rows of a long list are drawn: those that can be seen, and some around them. */
export function useWindow(count: number, rowHeight: number) {
  const scroller = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - beyond);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + beyond);
  return {
    scroller,
    first,
    last,
    before: first * rowHeight,
    after: (count - last) * rowHeight,
    onScroll: () => setTop(scroller.current?.scrollTop ?? 0),
  };
}
