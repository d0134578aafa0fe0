#!/usr/bin/env bash
# Makes the two schemas that the repository ships from the TypeScript types that Slack publishes:
#   bot/workspace/block_kit/blocks.schema.json   blocks and views, from @slack/types
#   tests/slack/manifest.schema.json          the app manifest, from @slack/web-api
# Needs node and npm. Run it from anywhere; it installs into a temporary folder and leaves no lock file.
set -euo pipefail

types=3.2.0
web_api=8.2.0
generator=2.10.0

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{"private": true}' > package.json
npm install --no-save --no-package-lock --no-audit --no-fund --silent \
    "@slack/types@$types" "@slack/web-api@$web_api" "ts-json-schema-generator@$generator"

# AnyBlock admits a block of any type at all; what Slack accepts are the known ones.
cat > payloads.ts <<'TS'
import type { HomeView, KnownBlock, ModalView } from "@slack/types";
interface Modal extends Omit<ModalView, "blocks"> { blocks: KnownBlock[] }
interface Home extends Omit<HomeView, "blocks"> { blocks: KnownBlock[] }
export interface Payloads { message: KnownBlock[]; modal: Modal; home: Home }
TS
cat > tsconfig.json <<'JSON'
{"compilerOptions": {"strict": true, "target": "es2022", "module": "nodenext", "moduleResolution": "nodenext",
  "skipLibCheck": true, "types": []}, "files": ["payloads.ts"]}
JSON

make_schema() { # source file, type, target
    npx --no-install ts-json-schema-generator --tsconfig tsconfig.json --path "$1" --type "$2" --no-type-check > whole.json
    # Descriptions are Slack's documentation, not part of the check: left out, the file is a third of the size.
    node -e '
        const bare = (value, inProperties) => {
            if (Array.isArray(value)) return value.map((item) => bare(item, false));
            if (value === null || typeof value !== "object") return value;
            const kept = Object.entries(value).filter(([key]) => inProperties || !["description", "deprecated", "default"].includes(key));
            return Object.fromEntries(kept.map(([key, item]) => [key, bare(item, key === "properties" || key === "definitions")]));
        };
        const schema = bare(JSON.parse(require("fs").readFileSync("whole.json", "utf8")), false);
        require("fs").writeFileSync(process.argv[1], JSON.stringify(schema, null, 1) + "\n");
    ' "$3"
}

make_schema payloads.ts Payloads "$here/blocks.schema.json"
mkdir -p "$root/tests/slack"
make_schema node_modules/@slack/web-api/dist/types/request/manifest.d.ts Manifest "$root/tests/slack/manifest.schema.json"
