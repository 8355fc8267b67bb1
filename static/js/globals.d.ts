// Functions of Django's catalogue of translations, which every page loads first.

declare function gettext(text: string): string;
declare function ngettext(one: string, many: string, count: number): string;
declare function interpolate(text: string, values: (string | number)[]): string;
