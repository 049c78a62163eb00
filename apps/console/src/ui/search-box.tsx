import { SearchOutlined } from '@ant-design/icons';
import Input from 'antd/es/input/Input';
import { useEffect, useRef, useState, type ReactNode } from 'react';

/** How long somebody may pause in a word before it is searched for. */
const PAUSE_MS = 350;

interface SearchBoxProps {
  value: string;
  onSearch: (words: string) => void;
  placeholder: string;
  width?: number;
}

/** Searches while one types, after a pause and never in the middle of composing a Chinese word; Enter searches at once. */
export function SearchBox({ value, onSearch, placeholder, width = 280 }: SearchBoxProps): ReactNode {
  const [words, setWords] = useState(value);
  const [composing, setComposing] = useState(false);
  // What this box asked for last: an address that says otherwise was changed by other means, such as "clear filters".
  const asked = useRef(value);
  const latest = useRef(onSearch);
  useEffect(() => {
    latest.current = onSearch;
  });

  const search = (wanted: string): void => {
    asked.current = wanted;
    latest.current(wanted);
  };

  useEffect(() => {
    if (value === asked.current) return;
    asked.current = value;
    setWords(value);
  }, [value]);

  useEffect(() => {
    const wanted = words.trim();
    if (composing || wanted === asked.current) return;
    const timer = window.setTimeout(() => search(wanted), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [words, composing]);

  return (
    <Input
      allowClear
      prefix={<SearchOutlined aria-hidden />}
      aria-label={placeholder}
      placeholder={placeholder}
      maxLength={100}
      value={words}
      onChange={(event) => setWords(event.target.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
      onPressEnter={() => search(words.trim())}
      style={{ width, maxWidth: '100%' }}
    />
  );
}
