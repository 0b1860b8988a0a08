import { openOps, rowOf } from './operator-page.ts'
import { expect, heading, mockWeather, part, test, whatMoved } from './shop.ts'

test('an operator forces a circuit open in all processes and gives it back; both are written down', async ({
  page,
}) => {
  await openOps(page)
  await page.getByRole('link', { name: '호출 보호 보기' }).click()
  await expect(heading(page)).toHaveText('호출 보호')
  for (const service of ['포인트', '푸시'])
    await expect(rowOf(page, '프로세스', service).first()).toContainText('실행 중')
  const circuit = rowOf(page, '회로', 'order→push')
  const operate = async (choice: string) => {
    await circuit.getByRole('button', { name: 'order→push 조작' }).click()
    await page.getByRole('dialog').getByLabel(choice).check()
    await page.getByRole('button', { name: '적용하기' }).click()
    // It stands in the row, and names every choice.
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await operate('강제 차단')
  await expect(circuit).toContainText('강제 차단')
  await operate('처음 상태로')
  await expect(circuit).not.toContainText('강제 차단')
  await expect(circuit).toContainText('통과')
  const changes = rowOf(page, '상태 변화', 'order→push')
  await expect(changes.filter({ hasText: '통과 → 강제 차단' }).first()).toContainText('운영자')
  await page.getByRole('link', { name: '운영 화면으로' }).click()
  const audit = part(page, '운영 기록').getByRole('row').filter({ hasText: 'order→push' })
  await expect(audit.filter({ hasText: '회로 강제 차단' }).first()).toContainText('운영자')
  await expect(audit.filter({ hasText: '회로 처음 상태로' }).first()).toContainText('운영자')
})

test('the circuit of a service that keeps failing is shown open in each process, and closed when it is back @mock', async ({
  page,
}) => {
  await mockWeather(page, 'persona=operator,pace=0,point=unavailable:UPSTREAM_CIRCUIT_OPEN')
  await page.goto('/ops/guards')
  const circuit = rowOf(page, '회로', 'order→point')
  await expect(circuit).toContainText('차단')
  await expect(circuit).toContainText('다음 시도')
  await circuit.getByRole('button', { name: 'order→point 자세히' }).click()
  await expect(part(page, '회로').getByText('nowait:4102')).toBeVisible()
  await mockWeather(page, 'persona=operator,pace=0')
  await expect(circuit).toContainText('통과')
  await expect(rowOf(page, '상태 변화', 'order→point').first()).toContainText('시험 호출 성공')
  expect(await whatMoved(page)).toEqual([])
})
