export declare function splitEmphasis(text: string): { text: string; strong: boolean }[]
