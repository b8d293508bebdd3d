/** Nothing of these types was ever charged, so no charge comes to name a version that priced it otherwise. */
export const ratesOfAllTypesSql = `
UPDATE rate_cards
SET rates = rates || '{ "STORE_ORIGINALS": "1", "AI_IMAGE_ROTATION": "1", "WATERMARK_REPROCESSING": "0.1" }';
`;
