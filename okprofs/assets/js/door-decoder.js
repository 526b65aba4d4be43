// For browsers that cannot read a QR code themselves; fetched only there.
export { BarcodeDetector } from "qr/decode.js";
