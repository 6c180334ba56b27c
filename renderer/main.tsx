import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "#ui/app.tsx";

const host = document.getElementById("root");
if (!host) throw new Error("the page has no #root");
createRoot(host).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
