import { App as AntApp, ConfigProvider } from 'antd'
import enUs from 'antd/locale/en_US'
import zhCn from 'antd/locale/zh_CN'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Desk } from './desk.tsx'
import { currentLanguage, say, switchLanguage } from './texts/say.ts'
import './desk.css'
import './notices.css'
import './talk.css'
import './phone.css'

const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
const theme = { token: { colorPrimary: '#0f766e', borderRadius: 8, colorLink: '#0f766e' } }

function Root() {
  const [language, setLanguage] = useState(currentLanguage)
  document.documentElement.lang = language
  document.title = say('title')
  const change = () => {
    switchLanguage()
    setLanguage(currentLanguage())
  }
  return (
    <ConfigProvider locale={language === 'en' ? enUs : zhCn} theme={theme} csp={{ nonce }}>
      <AntApp message={{ maxCount: 3 }}>
        <Desk key={language} changeLanguage={change} />
      </AntApp>
    </ConfigProvider>
  )
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  )
}
