// The direction of imports: main > edges > dialog and staff-chat > messaging > features > shared. See docs/architecture.md.
const feature =
  '(residents|tickets|knowledge|sentiment|handover|timers|notices|dispatch|incidents|callbacks|surveys|alerts|broadcasts|activities|bindings)'
const edge = '(adapters|desk|llm|jobs)'
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-imports-nothing',
      severity: 'error',
      from: { path: '^src/(shared|i18n|config)/' },
      to: { path: '^src/', pathNot: ['^src/shared/', '^src/$1/'] },
    },
    {
      name: 'features-import-shared-and-the-transaction',
      severity: 'error',
      from: { path: `^src/${feature}/` },
      to: {
        path: '^src/',
        pathNot: [
          '^src/(shared|i18n)/',
          '^src/storage/(database|direct-sql|run-sql|same-person|settings|work)\\.ts$',
          '^src/timers/timer-store\\.ts$',
          '^src/notices/staff-notice\\.ts$',
          '^src/$1/',
        ],
      },
    },
    {
      name: 'messaging-imports-shared-and-the-transaction',
      severity: 'error',
      from: { path: '^src/messaging/' },
      to: { path: '^src/', pathNot: ['^src/(shared|i18n|messaging)/', '^src/storage/(database|work)\\.ts$'] },
    },
    {
      name: 'dialog-imports-no-edge',
      severity: 'error',
      from: { path: '^src/dialog/' },
      to: { path: `^src/(config|cli|main|app|${edge.slice(1)}` },
    },
    {
      name: 'staff-chat-imports-no-edge',
      severity: 'error',
      from: { path: '^src/staff-chat/' },
      to: { path: `^src/(config|cli|main|app|dialog|${edge.slice(1)}` },
    },
    {
      name: 'edges-do-not-import-each-other',
      severity: 'error',
      from: { path: `^src/${edge}/` },
      to: { path: `^src/${edge}/`, pathNot: '^src/$1/' },
    },
    {
      name: 'one-channel-ignores-another',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/[^/]+/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'only-main-and-cli-import-config',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(config/|main\\.ts|start-product\\.ts|assemble\\.ts|cli/)' },
      to: { path: '^src/config/' },
    },
    {
      name: 'evaluation-judges-from-outside',
      severity: 'error',
      from: { path: '^src/evaluation/' },
      to: { path: '^src/', pathNot: '^src/(shared|evaluation)/' },
    },
    {
      name: 'only-cli-evaluates',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(evaluation/|cli/)' },
      to: { path: '^src/evaluation/' },
    },
    {
      name: 'web-imports-only-the-contract',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: '^src/desk/contract\\.ts$' },
    },
    {
      name: 'only-types-from-the-contract',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-web',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^web/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|bench|training)/' },
    },
    {
      name: 'sdk-stays-at-its-edge',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(adapters/(telegram|wechat)|storage|jobs|llm|knowledge)/' },
      to: {
        path: 'node_modules/(telegraf|wechaty|@prisma|bullmq|ioredis|openai|hnswlib-node|onnxruntime-node)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/storage/generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
}
