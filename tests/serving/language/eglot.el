;; Emacs as a client: open a visit, misspell its customer behind an emoji, save, and tell what eglot then shows.
(require 'eglot)
(setq eglot-connect-timeout 60 eglot-sync-connect 60 eglot-autoshutdown nil make-backup-files nil)
(define-derived-mode markdown-mode text-mode "Markdown") ; Emacs has none of its own
(add-to-list 'auto-mode-alist '("\\.md\\'" . markdown-mode))
(add-to-list 'eglot-server-programs (list 'markdown-mode (getenv "PYTHON") "-m" "kjournal" "lsp"))
(setq project-find-functions (list (lambda (_) (cons 'transient (getenv "JOURNAL")))))

(defun tell (name value) (princ (format "%s=%s\n" name value)))
(defun wait-for (there)
  (let ((end (+ (float-time) 60)))
    (while (and (not (funcall there)) (< (float-time) end)) (accept-process-output nil 0.1))))

(find-file (expand-file-name "visits/2026-11/2026-11-10-向阳镇卫生院.md" (getenv "JOURNAL")))
(eglot-ensure)
(run-hooks 'post-command-hook)
(wait-for #'eglot-managed-p)
(wait-for (lambda () ; the index is made: the customer can be found
            (goto-char (point-min)) (search-forward "卫生")
            (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
(tell "definition" (mapcar #'xref-item-summary
                           (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
(goto-char (point-min)) (search-forward "客户: ") (insert "😀") (search-forward "镇") (delete-char -1) (insert "真")
(let ((save-silently t)) (save-buffer))
(flymake-start)
(wait-for (lambda () (flymake-start) (flymake-diagnostics)))
(dolist (one (flymake-diagnostics))
  (tell "marked" (buffer-substring (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
  (tell "said" (car (split-string (flymake-diagnostic-text one) "\n"))))
(eglot-shutdown (eglot-current-server))
