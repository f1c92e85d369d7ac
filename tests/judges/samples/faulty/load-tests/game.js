export default function () { const }
